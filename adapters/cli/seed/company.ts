import type { Account } from '../../../src/domain/account.ts'
import type { IncomingFile } from '../../../src/domain/comment.ts'
import type { Ticket } from '../../../src/domain/ticket.ts'
import type { Refused } from '../../../src/ports/tickets.ts'
import { defaultFileLimits } from '../../../src/rules/limits.ts'
import type { OpenStore } from '../../main.ts'
import { english } from './english.ts'
import { seedFiles } from './files.ts'
import { italian } from './italian.ts'
import type { SeedFile, Story, Turn, Who } from './story.ts'

const via = 'command line'
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

type Cast = Readonly<Record<Who, Account>>

export type Timing = {
	readonly now: number
	/** Sets the store's clock. */
	at(time: number): void
	progress(done: number, total: number): void
}

/**
 * Makes a small company and its neighbours, with some forty requests at every stage, in English and Italian:
 * always the same, told by the store's own acts, the times counted back from now.
 * @returns undefined, with nothing done, when Ada has an account already
 */
export async function seedCompany(
	store: OpenStore,
	timing: Timing,
): Promise<{ readonly accounts: readonly string[]; readonly tickets: number } | undefined> {
	if (await store.database.accounts.byEmail('ada@acme.example')) return undefined
	timing.at(timing.now - 60 * day)
	const cast = await addCast(store)
	const stories = [...english, ...italian]
		.map((story, index) => ({ story, begin: timing.now - story.days * day - 3 * hour - index * 4 * minute }))
		.toSorted((a, b) => a.begin - b.begin)
	for (const [done, { story, begin }] of stories.entries()) {
		await tell({ store, cast, timing }, story, begin)
		timing.progress(done + 1, stories.length)
	}
	return { accounts: Object.values(cast).map(account => account.email), tickets: stories.length }
}

async function addCast({ database: { accounts } }: OpenStore): Promise<Cast> {
	const acme = await accounts.addOrganization({ name: 'Acme', grant: 'see' })
	const umbra = await accounts.addOrganization({ name: 'Umbra', grant: 'see' })
	const people = {
		ada: { email: 'ada@acme.example', firstName: 'Ada', lastName: 'Rossi', organization: acme.id },
		ben: { email: 'ben@partner.example', firstName: 'Ben', lastName: 'Okafor' },
		carla: {
			email: 'carla@acme.example',
			firstName: 'Carla',
			lastName: 'Bianchi',
			organization: acme.id,
			locale: 'it',
		},
		diego: { email: 'diego@support.example', firstName: 'Diego', lastName: 'Sala', role: 'agent' },
		mallory: {
			email: 'mallory@umbra.example',
			firstName: 'Mallory',
			lastName: 'Gray',
			organization: umbra.id,
		},
	} as const
	const made: [string, Account][] = []
	for (const [who, person] of Object.entries(people)) {
		const account = await accounts.add({ role: 'user', ...person, proved: true })
		if (!account) throw new Error(`${person.email} has an account already`)
		made.push([who, account])
	}
	return Object.fromEntries(made) as Cast
}

type Telling = { readonly store: OpenStore; readonly cast: Cast; readonly timing: Timing }

async function tell({ store, cast, timing }: Telling, story: Story, begin: number): Promise<void> {
	const { tickets } = store.database
	const turns = story.turns ?? []
	const pause = Math.min(20 * hour, (timing.now - begin) / (turns.length + 3))
	timing.at(begin)
	let { ticket } = allowed(
		await tickets.open({
			by: cast[story.by].id,
			via,
			subject: story.subject,
			text: story.text,
			files: await stored(store, story.files),
		}),
	)
	for (const cc of story.ccs ?? []) {
		;({ ticket } = allowed(
			await tickets.addCc({ by: cast[story.by].id, via, ticket: ticket.id, email: cast[cc].email }),
		))
	}
	for (const [index, turn] of turns.entries()) {
		timing.at(begin + (index + 1) * pause)
		ticket = await take({ store, cast, timing }, ticket, turn)
	}
	if (story.status) {
		timing.at(begin + (turns.length + 1) * pause)
		allowed(await tickets.setStatus({ by: cast.diego.id, via, ticket: ticket.id, status: story.status }))
	}
}

async function take({ store, cast }: Telling, ticket: Ticket, turn: Turn): Promise<Ticket> {
	const { tickets } = store.database
	const by = cast[turn.by]
	if (by.role !== 'user' && !ticket.assignee) {
		allowed(await tickets.assign({ by: by.id, via, ticket: ticket.id, assignee: by.id }))
	}
	const commented = await tickets.addComment({
		by: by.id,
		via,
		ticket: ticket.id,
		text: turn.text,
		files: await stored(store, turn.files),
		public: !turn.note,
		...(turn.status && { status: turn.status }),
	})
	return allowed(commented).ticket
}

async function stored({ files }: OpenStore, names: readonly SeedFile[] = []): Promise<IncomingFile[]> {
	return Promise.all(
		names.map(async name => {
			const { type, bytes } = seedFiles[name]
			const kept = await files.put(once(bytes()), defaultFileLimits.bytes)
			return { at: 'store' as const, name, type, ...kept }
		}),
	)
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
	yield bytes
}

function allowed<R extends object>(outcome: R | Refused): R {
	if ('refused' in outcome) throw new Error(`the store refused: ${outcome.refused}`)
	return outcome
}
