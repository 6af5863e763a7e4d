/**
 * What was asked of the API first under a key of its caller: `id` is a hash of the token and the key, `made` the id of
 * what came of it.
 */
export type ApiKeysTable = { id: string; fingerprint: string; made: string | null; created_at: number }
