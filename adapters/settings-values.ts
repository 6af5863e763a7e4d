import { isIP } from 'node:net'
import * as z from 'zod'
import { priorities } from '../src/domain/ticket.ts'
import { normalizeEmail } from '../src/rules/email.ts'
import { readHour, writeHour } from '../src/rules/hours.ts'
import type { BusinessHours, TargetTimes } from '../src/rules/targets.ts'
import { validZone } from '../src/words/format.ts'

/*
 * How each value is read. A reader that refuses says why in words that follow the variable's name.
 */

const text = z.string()

/** A number of days. */
export const days = text
	.refine(count => /^\d{1,4}$/.test(count), 'is not a number of days, 0 to 9999')
	.transform(Number)

/** As the bot's page in Azure shows it; anything else (a domain, say) would leave every message unanswered. */
export function microsoftId(name: string) {
	const shape = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/
	return text
		.toLowerCase()
		.regex(
			shape,
			`is not an id like 12345678-90ab-cdef-1234-567890abcdef: copy the ${name} from the bot in Azure`,
		)
}

/** Targets such as `urgent=1h/8h, normal=8h/5d`: hours or days of business until the answer and the solution. */
export function targets(value: string, context: Refine): TargetTimes {
	const times: Record<string, { answer: number; solve: number }> = {}
	for (const word of wordsIn(value)) {
		const [, name = '', answer = '', solve = ''] = /^(\w+)=(\d+[mhd])\/(\d+[mhd])$/.exec(word) ?? []
		if (!priorities.some(priority => priority === name)) {
			return refuse(
				context,
				`has “${word}”, which is not like urgent=1h/8h (priorities: ${priorities.join(', ')}; m, h or d)`,
			)
		}
		times[name] = { answer: minutesOf(answer), solve: minutesOf(solve) }
	}
	return times
}

/** A day is eight hours of business. */
function minutesOf(time: string): number {
	return Number.parseInt(time, 10) * { m: 1, h: 60, d: 480 }[time.slice(-1) as 'm' | 'h' | 'd']
}

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** Business hours such as `mon-fri 09:00-17:00 Europe/Rome`, or `always`. */
export function businessHours(value: string, context: Refine): BusinessHours {
	if (value === 'always') {
		return { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00', timeZone: 'UTC' }
	}
	const read = /^([a-z]{3})(?:-([a-z]{3}))? (\S+)-(\S+) (\S+)$/i.exec(value.replaceAll(/\s+/g, ' '))
	const [first = '', last = first, from = '', to = '', timeZone = ''] = read?.slice(1) ?? []
	const begins = weekdays.indexOf(first.toLowerCase())
	const ends = weekdays.indexOf((last || first).toLowerCase())
	const [opens, closes] = [readHour(from), readHour(to)]
	if (begins < 0 || ends < begins || opens === undefined || closes === undefined || opens >= closes) {
		return refuse(context, 'is not like mon-fri 09:00-17:00 Europe/Rome')
	}
	if (!validZone(timeZone)) return refuse(context, `names “${timeZone}”, which is not a time zone`)
	const days = weekdays.flatMap((_, day) => (day >= begins && day <= ends ? [day + 1] : []))
	return { days, from: writeHour(opens), to: writeHour(closes), timeZone }
}

type Refine = z.core.$RefinementCtx<string>

function refuse(context: Refine, message: string): never {
	context.addIssue({ code: 'custom', message })
	return z.NEVER
}

/** An origin without a path, as links begin. */
export function origin(value: string, context: Refine): string {
	const url = URL.canParse(value) ? new URL(value) : undefined
	if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) {
		return refuse(context, 'is not a web address, such as https://help.example.com')
	}
	if (url.pathname !== '/' || url.search || url.hash) {
		return refuse(context, `has more than a host: only ${url.origin} can be used`)
	}
	if (url.protocol === 'http:' && !isLocal(url.hostname)) {
		return refuse(context, `has to begin with https://, because ${url.hostname} is not this machine`)
	}
	return url.origin
}

function isLocal(host: string): boolean {
	return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(host)
}

export function webAddress(value: string, context: Refine): string {
	if (URL.canParse(value) && /^https?:\/\//.test(value)) return value
	return refuse(context, 'is not a web address that begins with https://')
}

const domain = /^([\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]+$/u

export function hostNames(value: string, context: Refine): readonly string[] {
	const hosts = wordsIn(value)
	const wrong = hosts.find(host => !domain.test(host) && !isLocal(host))
	if (wrong === undefined) return hosts
	return refuse(context, `names “${wrong}”, which is not a host name (without https:// and without a port)`)
}

type FilesPlace =
	| { readonly folder: string }
	| { readonly bucket: string; readonly prefix: string; readonly region: string; readonly endpoint?: string }

/** `file:PATH`, or `s3://bucket/prefix?region=…&endpoint=…`. */
export function filesPlace(value: string, context: Refine): FilesPlace {
	const folder = /^file:(?!\/\/)(.+)$/.exec(value)?.[1]
	if (folder !== undefined) return { folder }
	// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
	const [, bucket, path = '', query = ''] =
		/^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/([\w./-]*))?(?:\?(.*))?$/.exec(value) ?? []
	const { region, endpoint, ...others } = Object.fromEntries(new URLSearchParams(query))
	const origin =
		endpoint === undefined ||
		(/^https?:/.test(endpoint) && URL.canParse(endpoint) && new URL(endpoint).origin === endpoint)
	if (
		bucket === undefined ||
		!region ||
		!/^[a-z0-9-]+$/.test(region) ||
		!origin ||
		!isPrefix(path) ||
		Object.keys(others).length > 0
	) {
		return refuse(
			context,
			'is not file:PATH, such as file:data/files, nor s3://BUCKET/PREFIX?region=REGION, with &endpoint=https://… for a store that is not Amazon’s',
		)
	}
	const prefix = path === '' || path.endsWith('/') ? path : `${path}/`
	return { bucket, prefix, region, ...(endpoint !== undefined && { endpoint }) }
}

/** Addresses are mended on their way: what is `..` or empty would be kept under another name than it is looked for. */
function isPrefix(path: string): boolean {
	const segments = path.replace(/\/$/, '').split('/')
	return path === '' || !segments.some(segment => ['', '.', '..'].includes(segment))
}

export function signUp(value: string, context: Refine): 'open' | 'invited' | readonly string[] {
	const words = wordsIn(value)
	if (words.length === 1 && (words[0] === 'open' || words[0] === 'invited')) return words[0]
	const wrong = words.find(word => !domain.test(word))
	if (wrong === undefined) return words
	return refuse(context, `names “${wrong}”, which is neither open, invited nor a mail domain`)
}

export function networks(value: string, context: Refine): readonly string[] {
	const words = wordsIn(value)
	const wrong = words.find(word => {
		const [address = '', bits, ...rest] = word.split('/')
		const most = { 4: 32, 6: 128 }[isIP(address)] ?? -1
		return (
			most < 0 || rest.length > 0 || (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= most))
		)
	})
	if (wrong === undefined) return words
	return refuse(context, `names “${wrong}”, which is neither an IP address nor a network such as 10.0.0.0/8`)
}

/** What stands between commas or spaces, in lower case. */
export function wordsIn(value: string): readonly string[] {
	return value
		.toLowerCase()
		.split(/[\s,]+/)
		.filter(Boolean)
}

/** An address, alone or in angle brackets after a name. */
export function isSender(value: string): boolean {
	if (/\p{Cc}/u.test(value)) return false
	const address = /^[^<>]*<([^<>]+)>$/.exec(value)?.[1] ?? value
	return normalizeEmail(address) !== undefined
}
