/** Every word that was ever indexed, once: an engine's own search for beginnings reads all that they lead to. */
export type WordsTable = { word: string }
