import * as z from 'zod'

/** What stands in an archive, in this order; `files/KEY` between the database and the end. */
export const names = {
	about: 'about.json',
	secretKey: 'secret.key',
	database: 'sportello.db',
	files: 'files/',
	end: 'end.json',
} as const

/** The one format there is. A newer release may have another. */
export const format = 1

/** How the key of a file looks: other names do not become paths. */
export const fileKey = /^[\da-f]{32}$/

/** The first entry: what all that follows belongs to. */
export const about = z.object({
	format: z.literal(format),
	/** Milliseconds since 1970. */
	madeAt: z.number().int(),
	/** The service's signature of `madeAt`: another secret key does not give it. */
	signature: z.string(),
	database: z.object({ size: z.number().int(), sha256: z.string() }),
})
export type About = z.infer<typeof about>

/** The last entry: without it, the archive was cut short. */
export const end = z.object({
	files: z.number().int(),
	/** Of all the files together. */
	bytes: z.number().int(),
	/** Keys of files that were not what the database says of them. */
	damaged: z.array(z.string()).default([]),
	/** Keys of files that the database names and that were nowhere. */
	missing: z.array(z.string()).default([]),
})
export type End = z.infer<typeof end>

/** What the signature is for. */
export const purpose = 'backup'

const mostNamed = 5

/** What of the files is not as it should be, as sentences; nothing if all is well. */
export function wrongOf({
	damaged,
	missing,
}: {
	readonly damaged: readonly string[]
	readonly missing: readonly string[]
}): string | undefined {
	const sentences = [
		...(missing.length > 0
			? [`${filesOf(missing.length)} that requests name ${areOf(missing)} missing: ${named(missing)}.`]
			: []),
		...(damaged.length > 0
			? [`${filesOf(damaged.length)} ${areOf(damaged)} damaged: ${named(damaged)}.`]
			: []),
	]
	return sentences.length > 0 ? sentences.join(' ') : undefined
}

export function filesOf(count: number): string {
	return count === 1 ? '1 file' : `${count} files`
}

function areOf(all: readonly string[]): string {
	return all.length === 1 ? 'is' : 'are'
}

function named(keys: readonly string[]): string {
	return `${keys.slice(0, mostNamed).join(', ')}${keys.length > mostNamed ? '…' : ''}`
}
