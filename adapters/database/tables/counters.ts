import type { Scope } from '../../../src/domain/ticket.ts'
import type { Shown } from './shown.ts'

/**
 * How many tickets stand where, kept in the transaction that changes it. `owner` is the account or the
 * organization; the row of `all` is split into shards, so that changes of different tickets do not wait for
 * one another, and its owner is the shard.
 */
export type CountersTable = { kind: Scope | 'all'; owner: number; shown: Shown; tickets: number }
