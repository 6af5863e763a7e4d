import type { Store } from '../store.ts'
import type { WebhooksTable } from '../tables/webhooks.ts'

const purpose = 'webhook'

export function sealed({ secrets }: Store, secret: string): string {
	return secrets.seal(purpose, secret)
}

/** With what is signed now, the newest first. */
export function secretsOf(
	{ secrets, clock }: Store,
	{ secret, old_secret, old_until }: Pick<WebhooksTable, 'secret' | 'old_secret' | 'old_until'>,
): readonly string[] {
	const old = old_secret !== null && (old_until ?? 0) > clock.now() ? [old_secret] : []
	return [secret, ...old].map(each => secrets.unseal(purpose, each))
}
