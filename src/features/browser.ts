import type { Ports } from '../ports/index.ts'
import type { Browser, Known } from '../ports/sign-ins.ts'
import { browserLifetime } from '../rules/limits.ts'

type Needs = Pick<Ports, 'secrets' | 'clock'>

/**
 * What a browser keeps with which somebody got in: whose it is, with which password and until when, sealed. It lets
 * nobody in; but as long as the password is the same, what others try at the account does not keep this browser out.
 */
export function keepBrowser({ secrets, clock }: Needs, { account, password }: Known): string {
	const browser: Browser = { name: secrets.id(), account: account.id, password: secrets.hash(password) }
	return secrets.seal('browser', JSON.stringify([clock.now() + browserLifetime, browser]))
}

/** What {@link keepBrowser} said; undefined for what is forged or over. */
export function keptBrowser({ secrets, clock }: Needs, kept: string | undefined): Browser | undefined {
	if (!kept) return undefined
	const text = unsealed(secrets, kept)
	if (text === undefined) return undefined
	const [until, browser] = JSON.parse(text) as [number, Browser]
	return until > clock.now() ? browser : undefined
}

function unsealed(secrets: Needs['secrets'], kept: string): string | undefined {
	try {
		return secrets.unseal('browser', kept)
	} catch {
		return undefined
	}
}
