import { expect, it } from 'vitest'
import { portalCode } from '../../src/features/portal-code.ts'
import { good, visitorOf } from '../features/visitor.ts'
import { connect, stories } from './told.ts'

/** A mailbox gets one letter of a kind in so many minutes. */
const anotherLetter = 16 * 60_000

stories('accounts', ({ say, open }) => {
	it('begin in the chat: sign up, set a password by the letter, connect', async () => {
		const stage = await open()
		const { mallory, world } = stage
		const email = 'nina@new.example'
		expect(await mallory.types('signup')).toContain(say('signup.title'))
		const names = { [say('signup.firstName')]: 'Nina', [say('signup.lastName')]: 'Blu' }
		const refused = await mallory.sends({
			...names,
			[say('signup.email')]: 'nina@new.example, eve@evil.example',
		})
		expect(refused).toContain(say('refused.email', { email: 'nina@new.example, eve@evil.example' }))
		expect(refused).toContain('Nina')
		const done = await mallory.sends({ [say('signup.email')]: ' Nina@new.example ' })
		expect(done).toContain(say('signup.done', { email }))
		const visitor = visitorOf(world)
		await visitor.setPassword(await visitor.tokenFor(email))
		const session = await visitor.session(email, good)
		expect(session.account).toMatchObject({ firstName: 'Nina', lastName: 'Blu', email })
		await connect(stage, say, mallory, session.account)
		expect(await mallory.types('whoami')).toContain(email)
	})

	it('answer a known address as an unknown one, which gets another letter', async () => {
		const { ada, world } = await open()
		await visitorOf(world).invited(world.cast.ada)
		world.clock.advance(anotherLetter)
		const filled = (email: string) => ({
			[say('signup.firstName')]: 'Ada',
			[say('signup.lastName')]: 'Rossi',
			[say('signup.email')]: email,
		})
		await ada.types('signup')
		const known = await ada.sends(filled('ada@acme.example'))
		await ada.types('signup')
		const unknown = await ada.sends(filled('eve@acme.example'))
		expect(unknown.replaceAll('eve@', 'ada@')).toBe(known)
		await world.app.drain()
		expect(world.mail.newestTo('ada@acme.example').text).not.toContain('/password/set')
		expect(world.mail.newestTo('eve@acme.example').text).toContain('/password/set')
	})

	it('get a new password by a letter that is asked for in the chat', async () => {
		const stage = await open()
		const { ada, world } = stage
		const visitor = visitorOf(world)
		await visitor.invited(world.cast.ada)
		await connect(stage, say, ada, world.cast.ada)
		world.clock.advance(anotherLetter)
		expect(await ada.types('forgot')).toContain(say('forgot.title'))
		const done = await ada.sends({ [say('signup.email')]: 'ada@acme.example' })
		expect(done).toContain(say('forgot.done', { email: 'ada@acme.example' }))
		await visitor.setPassword(await visitor.tokenFor('ada@acme.example'), `${good} nuovo`)
		await visitor.session('ada@acme.example', `${good} nuovo`)
	})

	it('are connected by a code of the portal, after a look and once', async () => {
		const { ada, mallory, world } = await open()
		const { code } = await portalCode(world.app.ports, world.cast.ada)
		const look = await ada.types(`connect ${code.toLowerCase()}`)
		expect(look).toContain(say('connect.sure.title'))
		expect(look).toContain('a•••@acme.example')
		expect(look).toContain('Acme')
		expect(await ada.presses(say('connect.yes'))).toContain(say('connect.done', { name: 'Ada Rossi' }))
		expect(await ada.types('whoami')).toContain('Ada Rossi')
		const again = await mallory.types(`connect ${code}`)
		expect(again).not.toContain('Ada')
		expect(again).toContain(say('connect.code'))
		expect(await mallory.types('whoami')).toContain(say('whoami.none'))
	})
})
