/** What a person wants to hear and where; `content` is the JSON of the port's `Preferences`. */
export type PreferencesTable = { account_id: number; content: string }
