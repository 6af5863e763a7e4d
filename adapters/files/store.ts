import type { Bytes, Files } from '../../src/ports/outside.ts'

export type Stored = { readonly key: string; readonly sha256: string; readonly size: number }

/** Where files are kept, with what only who runs the service needs. */
export type FileStore = Files & {
	/**
	 * Removes what uploads cut short by a crash left behind over a day ago.
	 * @param now milliseconds since 1970
	 * @returns how many it removed
	 */
	sweep(now: number): Promise<number>
	/** Stores a file under the key that it had; what `put` promises holds. @throws on what is not a key */
	putAs(key: string, bytes: Bytes): Promise<Stored>
}

/** 128 random bits in hex: some file systems take `A` for `a`. */
export const keyShape = /^[\da-f]{32}$/
