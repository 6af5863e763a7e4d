import { expect, it } from 'vitest'
import { identityKey } from '../../src/domain/identity.ts'
import { disconnectedView } from '../../src/features/disconnected.ts'
import { disconnectChat } from '../../src/features/portal-code.ts'
import { testClock } from '../world.ts'
import { codeFor, connect, opened, stories } from './told.ts'

stories('connecting', ({ say, platform, open }) => {
	it('takes an address, a code and a look, and then goes on with what waited', async () => {
		const stage = await open()
		const { ada, world } = stage
		const { number } = await opened(stage, world.cast.ada, 'Broken printer')

		expect(await ada.types(String(number))).toContain(say('connect.title'))
		const asked = await ada.sends({ [say('connect.email')]: ' ADA@acme.example ' })
		expect(asked).toContain('ada@acme.example')
		const code = await codeFor(stage, 'ada@acme.example')
		const letter = world.mail.newestTo('ada@acme.example')
		expect(letter.subject).toBe(say('letter.code.subject'))
		expect(letter.text).toContain(platform.title)
		const look = await ada.sends({ [say('connect.code')]: code.toLowerCase().replace('-', ' ') })
		expect(look).toContain('Ada Rossi')
		expect(look).toContain('Acme')
		expect(look).toContain('a•••@acme.example')
		expect(look.indexOf(`[${say('connect.no')}]`)).toBeLessThan(look.indexOf(`[${say('connect.yes')}]`))

		const page = await ada.presses(say('connect.yes'))
		expect(page).toContain(say('connect.done', { name: 'Ada Rossi' }))
		expect(page).toContain('Broken printer')
		await world.app.drain()
		expect(world.mail.newestTo('ada@acme.example').subject).toBe(say('letter.linked.subject'))
	})

	it('says the same for an address without an account, which gets a letter that says how to sign up', async () => {
		const stage = await open()
		const { ada, mallory, world } = stage
		await ada.types('')
		const known = await ada.sends({ [say('connect.email')]: 'ada@acme.example' })
		await mallory.types('')
		const unknown = await mallory.sends({ [say('connect.email')]: 'eve@acme.example' })
		expect(unknown.replaceAll('eve@', 'ada@')).toBe(known)
		await world.app.drain()
		expect(world.mail.newestTo('eve@acme.example').subject).toBe(say('letter.unknown.subject'))
	})

	it('gives five tries and then wants a new code', async () => {
		const stage = await open()
		const { ada, world } = stage
		await ada.types('')
		await ada.sends({ [say('connect.email')]: 'ada@acme.example' })
		const code = await codeFor(stage, 'ada@acme.example')
		for (const left of [4, 3, 2, 1, 0]) {
			const screen = await ada.sends({ [say('connect.code')]: 'ZZZZ-ZZZZ' })
			expect(screen).toContain(say('connect.code.wrong', { left }))
		}
		expect(await ada.sends({ [say('connect.code')]: code })).toContain(say('connect.code.wrong', { left: 0 }))

		await ada.presses(say('connect.code.again'))
		const fresh = await codeFor(stage, 'ada@acme.example')
		expect(fresh).not.toBe(code)
		expect(await ada.sends({ [say('connect.code')]: fresh })).toContain(say('connect.sure.title'))
		expect(await ada.presses(say('connect.no'))).toContain(say('connect.cancelled'))
		expect(await world.app.ports.links.of(world.cast.ada.id)).toEqual([])
	})

	it('takes a code for ten minutes, and only from who asked for it', async () => {
		const clock = testClock()
		const stage = await open(clock)
		const { ada, mallory } = stage
		await ada.types('')
		await ada.sends({ [say('connect.email')]: 'ada@acme.example' })
		const code = await codeFor(stage, 'ada@acme.example')
		expect(await mallory.types(`connect ${code}`)).toContain(say('connect.code.wrong', { left: 4 }))
		clock.advance(10 * 60_000 + 1)
		expect(await ada.types(`connect ${code}`)).toContain(say('connect.code.wrong', { left: 4 }))
	})

	it('refuses what is no address, and keeps what was typed', async () => {
		const stage = await open()
		await stage.ada.types('')
		const screen = await stage.ada.sends({ [say('connect.email')]: 'ada@acme.example,eve@evil.example' })
		expect(screen).toContain(say('refused.email', { email: 'ada@acme.example,eve@evil.example' }))
		await stage.world.app.drain()
		expect(stage.world.mail.letters()).toEqual([])
	})

	it('says who one is, and ends when one disconnects', async () => {
		const stage = await open()
		const { ada, world } = stage
		expect(await ada.types('whoami')).toContain(say('whoami.none'))
		await connect(stage, say, ada, world.cast.ada)
		const who = await ada.types('whoami')
		for (const part of ['Ada Rossi', 'ada@acme.example', 'Acme', say('whoami.role.user')]) {
			expect(who).toContain(part)
		}
		expect(await ada.types('connect')).toContain('Ada Rossi')
		await ada.types('disconnect')
		expect(await ada.presses(say('disconnect.yes'))).toContain(say('disconnect.done'))
		expect(await ada.types('whoami')).toContain(say('whoami.none'))
	})

	it('ends at once when the account is disabled', async () => {
		const stage = await open()
		const { ada, world } = stage
		await connect(stage, say, ada, world.cast.ada)
		await world.app.ports.accounts.change(world.cast.ada.id, { disabled: true })
		expect(await ada.types('mine')).toContain(say('connect.title'))
	})

	it('hears that it was disconnected from elsewhere, and how to connect again', async () => {
		const stage = await open()
		const { ada, world } = stage
		await connect(stage, say, ada, world.cast.ada)
		await ada.closes()
		const [chat] = await world.app.ports.links.of(world.cast.ada.id)
		if (!chat) throw new Error('not connected')
		const key = identityKey(chat.identity)
		expect(await disconnectChat(world.app.ports, world.cast.mallory.id, key)).toBe(false)
		await world.app.drain()
		const told = say('disconnect.elsewhere', { name: 'Ada Rossi' })
		expect(ada.screen()).not.toContain(told)

		expect(await disconnectChat(world.app.ports, world.cast.ada.id, key)).toBe(true)
		await world.app.drain()
		expect(ada.screen()).toContain(told)
		expect(await ada.presses(say('connect.action'), told)).toContain(say('connect.title'))
	})

	it('hears that its account was disabled, once', async () => {
		const stage = await open()
		const { ada, world } = stage
		await connect(stage, say, ada, world.cast.ada)
		await ada.closes()
		const told = say('disconnect.elsewhere', { name: 'Ada Rossi' })
		for (let time = 0; time < 2; time += 1) {
			await world.app.ports.accounts.change(world.cast.ada.id, { disabled: true })
			await world.app.drain()
		}
		expect(ada.screen().split(told)).toHaveLength(2)
	})

	it('hears nothing of an end that was its own, or that is over', async () => {
		const stage = await open()
		const { ada, world } = stage
		await connect(stage, say, ada, world.cast.ada)
		await ada.closes()
		const { id } = world.cast.ada
		const [chat] = await world.app.ports.links.of(id)
		if (!chat) throw new Error('not connected')
		const over = { identity: chat.identity, account: id }
		expect(await disconnectedView(world.app.ports, over)).toBeUndefined()
		await ada.types('disconnect')
		await ada.presses(say('disconnect.yes'))
		await world.app.drain()
		expect(ada.screen()).not.toContain(say('disconnect.elsewhere', { name: 'Ada Rossi' }))
	})
})
