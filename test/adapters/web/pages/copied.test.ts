import { afterEach, beforeEach, expect, test } from 'vitest'
import { allowed } from '../../../contracts/cast.ts'
import { openWorld, type World } from '../../../world.ts'
import { formOf, openBrowser } from './browser.ts'

const password = 'quattro gatti sul divano'

let world: World
beforeEach(async () => {
	world = await openWorld()
})
afterEach(async () => {
	expect(world.faults).toEqual([])
	await world.close()
})

test('Nina, whom Ada copied on a request, signs up: she is called by her name, in her language, and sees it', async () => {
	const { ports } = world.app
	const by = { by: world.cast.ada.id, via: 'test' }
	const { ticket } = allowed(
		await ports.tickets.open({ ...by, subject: 'Printer', text: 'Help.', files: [] }),
	)
	allowed(await ports.tickets.addCc({ ...by, ticket: ticket.id, email: 'nina@new.example' }))
	expect(await ports.accounts.byEmail('nina@new.example')).toMatchObject({ firstName: '', lastName: '' })

	const browser = openBrowser(ports.settings.publicUrl)
	await browser.send(formOf(await browser.get('/sign-up?lang=it'), 'Iscriviti'), {
		firstName: 'Nina',
		lastName: 'Blu',
		email: 'nina@new.example',
	})
	await world.app.drain()
	const letter = world.mail.newestTo('nina@new.example')
	expect(letter.text).not.toContain('Blu')
	const link = /https?:\/\/[^/]+(\/password\/set\?token=[0-9a-f]+)/.exec(letter.text)?.[1] ?? ''
	const form = formOf(await browser.get(`${link}&lang=it`), 'Imposta password')
	const hers = await browser.send(form, { password: 'Nina Blu Nina', again: 'Nina Blu Nina' })
	expect(hers.text).toContain('soprattutto dal tuo nome')
	const signIn = await browser.send(form, { password, again: password })
	const home = await browser.send(formOf(signIn, 'Accedi'), { email: 'nina@new.example', password })

	expect(home.text).toContain('Nina Blu')
	expect(home.html).toContain('<html lang="it">')
	expect((await browser.get('/requests?scope=ccd')).text).toContain('Printer')
	expect(await ports.accounts.byEmail('nina@new.example')).toMatchObject({
		firstName: 'Nina',
		lastName: 'Blu',
		locale: 'it',
		proved: true,
	})
})
