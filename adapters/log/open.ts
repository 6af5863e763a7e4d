import { pino, type DestinationStream } from 'pino'
import { classOf, type Log, type LogFields, logFields } from '../../src/ports/outside.ts'
import { scrub } from './scrub.ts'

/** What the types cannot see (an object that came from elsewhere) is held to the same list. */
const allowed: ReadonlySet<string> = new Set(logFields)

/**
 * The log, as lines of JSON. Only {@link logFields} get through, and whatever looks like a mail address, a
 * token or the query of an address is taken out of texts.
 * @param level pino's name of the least grave level that is written, or `silent`
 * @param destination standard output when absent; `write` is called with each line
 */
export function openLog(level: string, destination?: DestinationStream): Log {
	const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime }
	const log = destination ? pino(options, destination) : pino(options)
	return {
		info: (event, fields) => log.info(shown(fields), scrub(event)),
		warn: (event, fields) => log.warn(shown(fields), scrub(event)),
		error: (event, error, fields) => log.error({ ...shown(fields), error: described(error) }, scrub(event)),
	}
}

function shown(fields: LogFields | undefined): Record<string, unknown> {
	const entries = Object.entries(fields ?? {}).filter(([, value]) => value !== undefined)
	const withheld = entries.flatMap(([name]) => (allowed.has(name) ? [] : [scrub(name)]))
	return {
		...Object.fromEntries(
			entries
				.filter(([name]) => allowed.has(name))
				.map(([name, value]) => [name, typeof value === 'string' ? scrub(value) : value]),
		),
		...(withheld.length > 0 && { withheld }),
	}
}

type Described = {
	readonly class: string
	readonly message: string
	readonly code?: string
	readonly at?: readonly string[]
	readonly cause?: Described
}

const mostCauses = 5

/** An error by its class, message and stack; what libraries hang on it (requests, bodies) stays out. */
function described(error: unknown, depth = 0): Described {
	if (!(error instanceof Error)) return { class: typeof error, message: scrub(String(error)) }
	const { code } = error as { code?: unknown }
	const at = error.stack?.split('\n').filter(line => /^\s+at /.test(line))
	return {
		class: classOf(error),
		message: scrub(error.message),
		...(typeof code === 'string' && { code: scrub(code) }),
		...(at && { at: at.map(line => scrub(line.trim())) }),
		...(error.cause !== undefined && depth < mostCauses && { cause: described(error.cause, depth + 1) }),
	}
}
