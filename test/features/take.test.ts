import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '../../src/commands/actor.ts'
import type { AccountId } from '../../src/domain/account.ts'
import { handle } from '../../src/handle.ts'
import { wordsOf } from '../../src/words/index.ts'
import { allowed } from '../contracts/cast.ts'
import { openWorld, type World } from '../world.ts'

const say = wordsOf('en')

let world: World
beforeAll(async () => {
	world = await openWorld()
})
afterAll(() => world.close())

const actor = (account: AccountId): Actor => ({
	who: { account },
	via: 'test',
	pageSize: 10,
	textInput: 3_000,
})

test('of two who take the same request at once one has it, and the other hears who', async () => {
	const { tickets, accounts } = world.app.ports
	const { ada, diego } = world.cast
	const emma = await accounts.add({
		email: 'emma@support.example',
		firstName: 'Emma',
		lastName: 'Rizzi',
		role: 'agent',
	})
	if (!emma) throw new Error('Emma is there already')
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
