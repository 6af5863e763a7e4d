import { createHash, randomBytes } from 'node:crypto'
import type { Secrets } from '../../../src/ports/outside.ts'

/** The part of the secrets port that the store needs, as the service has it. */
export function testSecrets(): Pick<Secrets, 'id' | 'hash'> {
	return {
		id: () => randomBytes(16).toString('base64url'),
		hash: secret => createHash('sha256').update(secret).digest('hex'),
	}
}
