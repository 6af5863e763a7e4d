import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Gate, gateOf } from '../../src/notices/gate.ts'
import { tell } from '../../src/notices/tell.ts'
import { relay } from '../../src/relay.ts'
import { bursts } from '../../src/rules/limits.ts'
import { wordsOf } from '../../src/words/index.ts'
import { openOnSlack } from '../conversations/slack.ts'
import { answered, connect, opened, told } from '../conversations/told.ts'

const say = wordsOf('en')

let stage: Awaited<ReturnType<typeof openOnSlack>>
beforeEach(async () => {
	stage = await openOnSlack({ locale: 'en' })
})
afterEach(() => stage.close())

it('lets news through once, also where a message stands for the request', async () => {
	const { ada, world } = stage
	const { ports } = world.app
	await connect(stage, say, ada, world.cast.ada)
	const ticket = await opened(stage, world.cast.ada, 'Broken printer')
	await answered(stage, ticket, 'First.')
	await told(stage)
	await answered(stage, ticket, 'Second.')
	await relay(ports, ['announce'])
	world.clock.advance(bursts.spacing + bursts.settle)
	const [notice] = await ports.notices.claim({ count: 1, lease: 60_000 })
	if (!notice) throw new Error('nothing is due')
	const inner = gateOf(() => 1, ports.clock)
	const entered: string[] = []
	const gate: Gate = {
		through: (channel, work) => {
			entered.push(channel)
			return inner.through(channel, work)
		},
	}
	const { settled } = await tell(ports, notice, { gate, inTurn: async () => {} })
	expect(settled.map(({ state }) => state)).toEqual(['sent'])
	expect(notice.standing).toHaveLength(1)
	expect(entered).toEqual(['slack'])
})
