import { z } from 'zod'

/** What stands in an archive, in this order; `files/KEY` between the database and the end. */
export const names = {
	about: 'about.json',
	secretKey: 'secret.key',
	database: 'sportello.db',
	files: 'files/',
	end: 'end.json',
} as const

/** The first entry: what all that follows belongs to. */
export const about = z.object({
	format: z.literal(1),
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
})
export type End = z.infer<typeof end>

/** What the signature is for. */
export const purpose = 'backup'
