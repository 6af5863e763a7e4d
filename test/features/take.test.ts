import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '../../src/commands/actor.ts'
import type { Account, AccountId } from '../../src/domain/account.ts'
import { handle } from '../../src/handle.ts'
import type { Ports } from '../../src/ports/index.ts'
import { wordsOf } from '../../src/words/index.ts'
import { allowed } from '../contracts/cast.ts'
import { openWorld, type World } from '../world.ts'

const say = wordsOf('en')

let world: World
let emma: Account
beforeAll(async () => {
	world = await openWorld()
	const added = await world.app.ports.accounts.add({
		email: 'emma@support.example',
		firstName: 'Emma',
		lastName: 'Rizzi',
		role: 'agent',
	})
	if (!added) throw new Error('Emma is there already')
	emma = added
})
afterAll(() => world.close())

const actor = (account: AccountId): Actor => ({
	who: { account },
	via: 'test',
	pageSize: 10,
	textInput: 3_000,
})

test('of two who take the same request at once one has it, and the other hears who', async () => {
	const { tickets } = world.app.ports
	const { ada, diego } = world.cast
	const act = { by: ada.id, via: 'test', subject: 'Lamp', text: 'Dark.', files: [] }
	const { ticket } = allowed(await tickets.open(act))
	const { number } = ticket
	const views = await Promise.all(
		[diego, emma].map(({ id }) => handle(actor(id), { do: 'take', number }, world.app.ports)),
	)
	const assignee = (await tickets.find(diego, number))?.assignee
	const said = views.map(
		view => ('said' in view && view.said) || ('paragraphs' in view && view.paragraphs[0]),
	)
	expect(said.map(String).toSorted((a, b) => a.localeCompare(b))).toEqual(
		[
			say('take.done', { number: String(number) }),
			say('take.taken', { number: String(number), name: assignee?.name ?? '' }),
		].toSorted((a, b) => a.localeCompare(b)),
	)
	const history = await tickets.history(diego, ticket.id, { size: 10 })
	expect(history.map(({ kind }) => kind).toSorted()).toEqual(['assigned', 'opened', 'status'])
	expect(world.faults).toEqual([])
})

/** Diego takes a request while something happens just before and just after his own act is tried. */
async function takenAround(number: number, before: () => Promise<unknown>, after: () => Promise<unknown>) {
	const { tickets } = world.app.ports
	const ports: Ports = {
		...world.app.ports,
		tickets: {
			...tickets,
			async assign(act) {
				await before()
				const done = await tickets.assign(act)
				await after()
				return done
			},
		},
	}
	return handle(actor(world.cast.diego.id), { do: 'take', number }, ports)
}

async function openAndGive() {
	const { tickets } = world.app.ports
	const act = { by: world.cast.ada.id, via: 'test', subject: 'Lamp', text: 'Dark.', files: [] }
	const { ticket } = allowed(await tickets.open(act))
	const give = (to: Account | undefined) => () =>
		tickets.assign({ by: emma.id, via: 'test', ticket: ticket.id, assignee: to?.id })
	return { ticket, give, number: String(ticket.number) }
}

test('what somebody took and gave back in between is taken after all', async () => {
	const { ticket, give, number } = await openAndGive()
	let first = true
	const once = (act: () => Promise<unknown>) => () => (first ? act() : Promise.resolve())
	const view = await takenAround(ticket.number, once(give(emma)), async () => {
		await once(give(undefined))()
		first = false
	})
	expect(view).toMatchObject({ said: say('take.done', { number }) })
})

test('who was given it meanwhile hears that it is theirs, not that they took it from themselves', async () => {
	const { diego } = world.cast
	const { ticket, give, number } = await openAndGive()
	const view = await takenAround(ticket.number, give(emma), give(diego))
	expect(view).toMatchObject({ kind: 'message', tone: 'info', title: say('take.already', { number }) })
})

test('while it is taken and given back without end it is said so, without a name', async () => {
	const { ticket, give, number } = await openAndGive()
	const view = await takenAround(ticket.number, give(emma), give(undefined))
	expect(view).toMatchObject({ tone: 'refused', paragraphs: [say('take.changing', { number })] })
})
