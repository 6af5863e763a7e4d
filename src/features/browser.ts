import type { Ports } from '../ports/index.ts'
import { browserLifetime } from '../rules/limits.ts'

type Needs = Pick<Ports, 'secrets' | 'clock'>

/**
 * What a browser keeps with which somebody got in: a name for it and until when, signed together with their
 * address. It lets nobody in; but what others try at the same address does not keep this browser out, and it goes
 * before those that nobody knows.
 */
export function keepBrowser({ secrets, clock }: Needs, email: string): string {
	const kept = `${secrets.id()}.${clock.now() + browserLifetime}`
	return `${kept}.${secrets.sign('browser', `${kept} ${email}`)}`
}

/** The name of a browser with which somebody got in at an address; undefined for any other. */
export function knownBrowser(
	{ secrets, clock }: Needs,
	kept: string | undefined,
	email: string,
): string | undefined {
	const [name, until, signature, ...rest] = kept?.split('.') ?? []
	if (!name || !signature || rest.length > 0 || !(Number(until) > clock.now())) return undefined
	return secrets.verify('browser', `${name}.${until} ${email}`, signature) ? name : undefined
}
