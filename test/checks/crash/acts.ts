import { createHash } from 'node:crypto'
import type { Random } from '../../../adapters/database/seed/random.ts'
import { en } from '../../../src/words/en/index.ts'
import type { Desk } from './desk.ts'
import { slash } from './slash.ts'

const kinds = ['answer', 'reply', 'ticket', 'file'] as const

/** One thing that somebody does; the same word, and the same key, when it is asked for again. */
export type Act = {
	readonly word: string
	/**
	 * `answer`: support's, by the API. `reply`: the requester's, by Slack. `ticket`: one that support opens for
	 * somebody. `file`: an answer with a file.
	 */
	readonly kind: (typeof kinds)[number]
	/** The one that it is on; one opened by `ticket` has the same requester. */
	readonly ticket: Desk['tickets'][number]
}

/** A file that the service has said it keeps. */
export type Kept = { readonly word: string; readonly key: string; readonly sha256: string }

/** Everyone's turn comes as often: one notice tells no more than ten answers in full, whenever it is told. */
export function drawActs(random: Random, { tickets }: Desk): { next(kind?: Act['kind']): Act } {
	const nextTicket = inTurn(random, tickets)
	const nextKind = inTurn(random, kinds)
	let count = 0
	return {
		next(kind = nextKind()) {
			count += 1
			return { word: `w${String(count).padStart(5, '0')}`, kind, ticket: nextTicket() }
		},
	}
}

/** Draws all of them, in whatever order, before any of them again. */
function inTurn<T>(random: Random, all: readonly T[]): () => T {
	let round: T[] = []
	return () => {
		if (round.length === 0) round = [...all]
		const [one] = round.splice(random.below(round.length), 1)
		if (one === undefined) throw new Error('there is nothing to draw')
		return one
	}
}

/** It is to be asked for again. */
class NotNow extends Error {}

/** Does things at a service, over HTTP and signed, as Slack and systems beside it do. */
export function hands(desk: Desk, secret: string, now: () => number, onKept: (kept: Kept) => void) {
	/** By word: what is asked for again is asked for in the same words, with the same file. */
	const uploaded = new Map<string, string>()

	/**
	 * @returns whether it was acknowledged; not where nothing was heard, or that the database does not answer now
	 * @throws where the service refuses it
	 */
	return async (address: string, act: Act): Promise<boolean> => {
		try {
			return await doIt(address, act)
		} catch (error) {
			if (error instanceof TypeError || error instanceof NotNow) return false // A TypeError: whoever was asked is dead.
			throw error
		}
	}

	async function doIt(address: string, { word, kind, ticket }: Act): Promise<boolean> {
		const text = `Try ${word}.`
		if (kind === 'reply') return reply(address, ticket, word, text)
		if (kind === 'ticket') {
			await api(address, word, '/tickets', { subject: `Request ${word}`, text, requester: ticket.email })
			return true
		}
		const uploads = kind === 'file' ? [await upload(address, word)] : undefined
		await api(address, word, `/tickets/${ticket.number}/comments`, { text, ...(uploads && { uploads }) })
		return true
	}

	async function api(address: string, word: string, path: string, body: object): Promise<void> {
		const answer = await fetch(`${address}/api/v1${path}`, {
			method: 'POST',
			headers: {
				authorization: `Bearer ${desk.token}`,
				'content-type': 'application/json',
				'idempotency-key': word,
			},
			body: JSON.stringify(body),
		})
		const said = await answer.text()
		if (answer.status === 503) throw new NotNow()
		if (answer.status !== 201) throw new Error(`${path} was answered ${answer.status}: ${said}`)
	}

	async function upload(address: string, word: string): Promise<string> {
		const before = uploaded.get(word)
		if (before !== undefined) return before
		const bytes = bytesOf(word)
		const answer = await fetch(`${address}/api/v1/uploads?name=${word}.bin`, {
			method: 'POST',
			headers: { authorization: `Bearer ${desk.token}` },
			body: bytes,
		})
		const said = await answer.text()
		if (answer.status === 503) throw new NotNow()
		if (answer.status !== 201) throw new Error(`an upload was answered ${answer.status}: ${said}`)
		const { upload } = JSON.parse(said) as { upload: string }
		const { key } = JSON.parse(Buffer.from(upload, 'base64url').toString().split('}')[0] + '}') as {
			key: string
		}
		onKept({ word, key, sha256: createHash('sha256').update(bytes).digest('hex') })
		uploaded.set(word, upload)
		return upload
	}

	async function reply(address: string, ticket: Act['ticket'], word: string, text: string): Promise<boolean> {
		const service = { address, secret, now: now() }
		const answer = await slash(service, ticket, `trigger.${word}`, `reply ${ticket.number} ${text}`)
		const said = await answer.text()
		if (answer.status === 503 || said.includes(en['unavailable.title'])) throw new NotNow()
		if (answer.status !== 200) throw new Error(`Slack was answered ${answer.status}: ${said}`)
		return true
	}
}

/** From a few bytes to 200 KB, the same for the same word. */
function bytesOf(word: string): Buffer {
	const seed = createHash('sha256').update(word).digest()
	return Buffer.alloc(1 + (seed.readUInt16BE(0) % 6_250) * 32, seed)
}
