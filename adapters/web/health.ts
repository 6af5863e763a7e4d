import type { Ports } from '../../src/ports/index.ts'
import type { WebContext } from './context.ts'

/** `GET /healthz`: the process lives. */
export function healthz(c: WebContext): Response {
	return c.text('ok\n')
}

const patience = 5_000

/**
 * `GET /readyz`: the database answers, and soon enough, and what is to be done after an answer gets done.
 * @param works whether it does
 */
export async function readyz(c: WebContext, { jobs, log }: Ports, works: () => boolean): Promise<Response> {
	if (!works()) return c.text('not ready\n', 503)
	let late: NodeJS.Timeout | undefined
	try {
		await Promise.race([
			jobs.nextDue(),
			new Promise((_, reject) => {
				late = setTimeout(() => reject(new Error('no answer in time')), patience)
			}),
		])
		return c.text('ready\n')
	} catch (error) {
		log.error('the database does not answer', error)
		return c.text('not ready\n', 503)
	} finally {
		clearTimeout(late)
	}
}
