import type { Bit } from './bit.ts'

/**
 * What a person wants to hear and where; `content` is the JSON of the port's `Preferences`. `follows` repeats
 * of it whether they hear of their organization's new requests.
 */
export type PreferencesTable = { account_id: number; content: string; follows: Bit }
