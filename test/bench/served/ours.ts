import { type Served, serve } from './measure.ts'

/** The service as it is built, at rest apart from what it is asked. */
export function serveOurs(environment: Readonly<Record<string, string>>): Promise<Served> {
	return serve(new URL('ours.js', import.meta.url), [], {
		PORT: '0',
		LOG_LEVEL: 'error',
		CLOSE_AFTER_DAYS: '0',
		REMIND_AFTER_DAYS: '0',
		...environment,
	})
}
