import { openSecrets } from '../../../adapters/secrets/open.ts'
import type { Secrets } from '../../../src/ports/outside.ts'

/** The secrets of a test's store. */
export function testSecrets(): Secrets {
	return openSecrets('a key of at least 32 characters, of every test')
}
