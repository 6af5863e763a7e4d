import { afterEach, beforeEach, expect, test } from 'vitest'
import { holderOf } from '../src/features/set-password.ts'
import { signIn } from '../src/features/sign-in.ts'
import { openServer } from './adapters/email/server.ts'
import { visitorOf } from './features/visitor.ts'
import { openWorld, type World } from './world.ts'

const minute = 60_000
const hour = 60 * minute

type Answers = 'dead' | 'later' | 'never' | 'takes'

let world: World
let server: Awaited<ReturnType<typeof openServer>>
let answers: Answers
beforeEach(async () => {
	answers = 'takes'
	server = await openServer({
		authOptional: true,
		disabledCommands: ['STARTTLS', 'AUTH'],
		onConnect: (_, answer) => answer(answers === 'dead' ? coded(421, 'closed') : null),
		onRcptTo: (_to, _session, answer) => {
			if (answers === 'later') return answer(coded(451, 'greylisted'))
			return answer(answers === 'never' ? coded(550, 'no such mailbox') : null)
		},
	})
	world = await openWorld({ SMTP_URL: `smtp://127.0.0.1:${server.port}` })
})
afterEach(async () => {
	await world.close()
	await server.close()
})

function coded(responseCode: number, text: string): Error {
	return Object.assign(new Error(text), { responseCode })
}

/** Lets time go by as the service sees it, looking at what is due every ten minutes. */
async function goesBy(time: number): Promise<void> {
	for (let gone = 0; gone < time; gone += 10 * minute) {
		world.clock.advance(10 * minute)
		await world.app.drain()
	}
}

const tokenIn = (text = '') => /[?&]token=([0-9a-f]+)/.exec(text)?.[1] ?? ''

test.each(['dead', 'later'] as const)('a letter outlives a mail server that is %s for a day', async fault => {
	const visitor = visitorOf(world)
	answers = fault
	await visitor.signUp('nina@new.example')
	await world.app.drain()
	await goesBy(24 * hour)
	expect(server.received).toEqual([])
	expect(world.faults.length).toBeGreaterThanOrEqual(8)
	answers = 'takes'
	await goesBy(4 * hour)
	expect(server.received.map(({ to }) => to)).toEqual([['nina@new.example']])
	const token = tokenIn(server.received[0]?.mail.text)
	expect(await visitor.setPassword(token)).toHaveProperty('account')
})

test('a letter that broke off after its last byte comes again as the same letter with the same link', async () => {
	const visitor = visitorOf(world)
	server.cutAfterData(true)
	await visitor.signUp('nina@new.example')
	await world.app.drain()
	expect(server.received).toHaveLength(1)
	server.cutAfterData(false)
	await goesBy(10 * minute)
	expect(server.received).toHaveLength(2)
	const [first, second] = server.received
	expect(first?.mail.messageId).toMatch(/^<[^@\s]+@localhost>$/)
	expect(second?.mail.messageId).toBe(first?.mail.messageId)
	expect(tokenIn(second?.mail.text)).toBe(tokenIn(first?.mail.text))
	expect(await visitor.setPassword(tokenIn(second?.mail.text))).toHaveProperty('account')
})

test('a link that was used does not come back when its letter is tried again', async () => {
	const visitor = visitorOf(world)
	server.cutAfterData(true)
	await visitor.signUp('nina@new.example')
	await world.app.drain()
	const token = tokenIn(server.received[0]?.mail.text)
	expect(await visitor.setPassword(token)).toHaveProperty('account')
	server.cutAfterData(false)
	await goesBy(hour)
	expect(server.received.map(({ mail }) => tokenIn(mail.text))).toEqual([token, ''])
	expect(await holderOf(world.app.ports, token)).toBeUndefined()
	expect(await world.app.ports.jobs.nextDue()).toBeUndefined()
	expect(
		await signIn(visitor.acts, { email: 'nina@new.example', password: 'no', agent: '', from: '' }),
	).toHaveProperty('errors')
})

test('a mailbox that does not exist is not written to again', async () => {
	answers = 'never'
	await visitorOf(world).signUp('nina@new.example')
	await world.app.drain()
	answers = 'takes'
	await goesBy(25 * hour)
	expect(server.received).toEqual([])
	expect(world.faults.join()).toMatch(/^job given up.*550/)
})

test('one mailbox that is refused delays no other', async () => {
	answers = 'later'
	await visitorOf(world).signUp('nina@new.example')
	await world.app.drain()
	answers = 'takes'
	await visitorOf(world).forgot('ada@acme.example')
	await world.app.drain()
	expect(server.received.map(({ to }) => to)).toEqual([['ada@acme.example']])
})
