import { isIP } from 'node:net'
import { z } from 'zod'
import { normalizeEmail } from '../src/rules/email.ts'

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

function wordsIn(value: string): readonly string[] {
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
