import type { Identity } from '../../src/domain/identity.ts'

/** An identity as the columns of the tables that belong to one. */
export function identityColumns(identity: Identity) {
	return { platform: identity.platform, space: identity.space, user_id: identity.user }
}
