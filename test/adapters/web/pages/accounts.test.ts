import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { allowed } from '../../../contracts/cast.ts'
import { type Answer, type Browser, formOf } from './browser.ts'
import { faultsOf } from './validate.ts'
import { type Delivered, openPortal, type Portal } from './portal.ts'

const password = 'lantern orbit velvet 42'

let portal: Portal
beforeEach(async () => {
	portal = await openPortal()
})
afterEach(async () => {
	expect(portal.failures).toEqual([])
	await portal.close()
})

const linkOf = ({ letter }: Delivered) => {
	const url = new URL(letter.action?.url ?? '')
	return url.pathname + url.search
}

/** Ada gets a password by the way of whoever forgot theirs. */
async function withPassword(email: string, browser = portal.as()): Promise<void> {
	await browser.send(formOf(await browser.get('/password/forgot'), 'Send link'), { email })
	const [letter] = await portal.deliver()
	if (!letter) throw new Error('no letter came')
	const done = await browser.send(formOf(await browser.get(linkOf(letter)), 'Set password'), {
		password,
		again: password,
	})
	expect(done.text).toContain('Your password is set.')
	// The letter that tells of it.
	await portal.deliver()
}

async function signedIn(email: string): Promise<Browser> {
	const browser = portal.as()
	const page = await browser.send(formOf(await browser.get('/sign-in'), 'Sign in'), { email, password })
	expect(page.at).toBe('/requests')
	return browser
}

describe('signing up', () => {
	test('leads from the form by a letter to a password and to the requests', async () => {
		const browser = portal.as()
		const asked = await browser.send(formOf(await browser.get('/sign-up'), 'Sign up'), {
			firstName: 'Nina',
			lastName: 'Verdi',
			email: ' Nina@New.Example ',
		})
		expect(asked.text).toContain('We sent an email to nina@new.example.')
		const [letter] = await portal.deliver()
		expect(letter?.to).toBe('nina@new.example')
		const link = linkOf(letter as Delivered)
		// Whoever only looks changes nothing.
		for (let each = 0; each < 3; each++) expect((await portal.as().get(link)).status).toBe(200)
		const form = formOf(await browser.get(link), 'Set password')
		const weak = await browser.send(form, { password: 'Nina Verdi', again: 'Nina Verdi' })
		expect(weak.status).toBe(422)
		expect(weak.html).not.toContain('value="Nina Verdi"')
		expect((await browser.send(form, { password, again: `${password}!` })).text).toContain(
			'The two passwords differ',
		)
		expect((await browser.send(form, { password, again: password })).status).toBe(200)
		expect((await browser.send(form, { password, again: password })).status).toBe(404)
		expect((await browser.get(link)).text).toContain('no longer')
		const signed = await signedIn('nina@new.example')
		expect((await signed.get('/requests')).text).toContain('Nina Verdi')
	})

	test('known and unknown addresses are answered alike, for sign-up and for a forgotten password', async () => {
		const answers: Answer[] = []
		for (const email of ['ada@acme.example', 'who@acme.example']) {
			const browser = portal.as()
			const names = { firstName: 'A', lastName: 'B', email }
			answers.push(await browser.send(formOf(await browser.get('/sign-up'), 'Sign up'), names))
			answers.push(await browser.send(formOf(await browser.get('/password/forgot'), 'Send link'), { email }))
		}
		const alike = (answer: Answer | undefined) => [
			answer?.status,
			answer?.html.replaceAll(/(?:ada|who)@acme\.example/g, 'X').replaceAll(/name="once" value="[^"]*"/g, ''),
			[...(answer?.headers ?? [])].filter(([name]) => !['date', 'content-length'].includes(name)),
		]
		expect(alike(answers[0])).toEqual(alike(answers[2]))
		expect(alike(answers[1])).toEqual(alike(answers[3]))
	})

	test('each field says what is the matter with it, and keeps what was typed', async () => {
		const browser = portal.as()
		const page = await browser.send(
			formOf(await browser.get('/sign-up?lang=it'), 'Registrati') ??
				formOf(await browser.get('/sign-up'), 'Sign up'),
			{
				firstName: 'x'.repeat(10_000),
				lastName: ' ',
				email: 'a\r\nBcc: b@example.com',
			},
		)
		expect(page.status).toBe(422)
		expect(page.html.match(/class="error"/g)).toHaveLength(3)
		expect(await portal.deliver()).toEqual([])
	})
})

describe('signing in', () => {
	test('a wrong password, an unknown address and nonsense get the same answer', async () => {
		await withPassword('ada@acme.example')
		const answers = []
		for (const email of ['ada@acme.example', 'who@acme.example', 'nonsense']) {
			const browser = portal.as()
			const page = await browser.send(formOf(await browser.get('/sign-in'), 'Sign in'), {
				email,
				password: 'wrong wrong',
			})
			expect(page.status).toBe(422)
			expect(browser.cookies.size).toBe(0)
			expect(page.html).not.toContain('wrong wrong')
			answers.push(page.html.replaceAll(email, 'X').replaceAll(/name="once" value="[^"]*"/g, ''))
		}
		expect(new Set(answers).size).toBe(1)
	})

	test('the cookie is for the server alone, and signing out ends what it stood for', async () => {
		await withPassword('ada@acme.example')
		const browser = portal.as()
		const form = formOf(await browser.get('/sign-in?next=/settings'), 'Sign in')
		const body = new URLSearchParams({ email: 'Ada@Acme.example', password, next: '/settings' })
		const headers = { origin: portal.address }
		const answer = await browser.raw(form?.action ?? '', { method: 'POST', headers, body })
		expect(answer.headers.get('location')).toBe('/settings')
		const [session, known, ...rest] = answer.headers.getSetCookie()
		expect(session).toMatch(/^session=[0-9a-f]{64}; Max-Age=129600; Path=\/; HttpOnly; SameSite=Lax$/)
		expect(known).toMatch(/^browser=[\w-]+; Max-Age=7776000; Path=\/; HttpOnly; SameSite=Lax$/)
		expect(rest).toEqual([])
		const kept = browser.cookies.get('session') ?? ''
		const out = await browser.send(formOf(await browser.get('/requests'), 'Sign out'))
		expect(out.text).toContain('You have signed out.')
		expect([...browser.cookies.keys()]).toEqual(['browser'])
		expect((await browser.get('/requests')).at).toContain('/sign-in')
		browser.cookies.set('session', kept)
		expect((await browser.get('/requests')).at).toContain('/sign-in')
	})

	test('where she got in before, or set or changed her password, she gets in though others guess at her address all the time', async () => {
		await withPassword('ada@acme.example')
		const tries = async (browser: Browser, word = password) => {
			const form = formOf(await browser.get('/sign-in'), 'Sign in')
			return (await browser.send(form, { email: 'ada@acme.example', password: word })).status
		}
		const [mine, phone] = [await signedIn('ada@acme.example'), portal.as()]
		await mine.send(formOf(await mine.get('/requests'), 'Sign out'))
		const guess = async () => {
			for (let n = 0; n < 101; n += 1)
				await portal.ports.signIns.attempt({ email: 'ada@acme.example', from: `net ${n}` })
		}
		await guess()
		expect(await tries(portal.as())).toBe(422)
		expect(await tries(mine)).toBe(200)
		portal.clock.advance(15 * 60_000)
		await withPassword('ada@acme.example', phone)
		await guess()
		expect(await tries(portal.as())).toBe(422)
		expect(await tries(phone)).toBe(200)
		const better = 'una lucciola nel barattolo'
		const change = formOf(await phone.get('/settings'), 'Change password')
		await phone.send(change, { current: password, password: better, again: better })
		await guess()
		await phone.send(formOf(await phone.get('/requests'), 'Sign out'))
		expect(await tries(portal.as(), better)).toBe(422)
		expect(await tries(phone, better)).toBe(200)
	})

	test('a session ends by itself; what is typed after that waits, and is sent when it is sent again', async () => {
		await withPassword('ada@acme.example')
		const { ada: account } = portal.cast
		const mine = async () => {
			const page = await portal.ports.tickets.list(account, { scope: 'requested', sort: 'created', size: 9 })
			return page.tickets.map(({ subject }) => subject)
		}
		const ada = await signedIn('ada@acme.example')
		const form = formOf(await ada.get('/requests/new'), 'Send request')
		portal.clock.advance(31 * 60_000)
		const text = '<b>Long</b> "story"\n\nof two lines'
		const late = await ada.send(form, { subject: 'The fan', text }, [{ name: 'a.txt', text: 'a' }])
		expect(late.status).toBe(403)
		expect(late.text).toContain('You are signed out')
		expect(late.text).toContain('What you wrote is kept, and was not sent yet.')
		expect(await faultsOf(late.html)).toEqual([])
		expect(await portal.storedFiles()).toBe(0)
		const wrong = await ada.send(formOf(late, 'Sign in'), { email: account.email, password: 'wrong' })
		expect(wrong.status).toBe(422)
		const again = await ada.send(formOf(wrong, 'Sign in'), { email: account.email, password })
		expect(again.text).toContain('choose your files again')
		expect(again.text).toContain('Ada Rossi')
		expect(await faultsOf(again.html)).toEqual([])
		const filled = formOf(again, 'Send request')
		expect(filled?.fields).toContainEqual(['subject', 'The fan'])
		expect(filled?.fields).toContainEqual(['text', text])
		expect(await mine()).toEqual([])
		const sent = await ada.send(filled)
		expect(sent.text).toContain('was received')
		expect(await mine()).toEqual(['The fan'])
	})

	test('an answer waits too, on its request’s page, and so does a part of the settings, without passwords', async () => {
		await withPassword('ada@acme.example')
		const { ada: account } = portal.cast
		const act = { by: account.id, via: 'test', subject: 'The fan', text: 'It hums', files: [] }
		const { ticket } = allowed(await portal.ports.tickets.open(act))
		const ada = await signedIn('ada@acme.example')
		const reply = formOf(await ada.get(`/requests/${ticket.number}`), 'Send')
		const settings = await ada.get('/settings')
		// The last day is over, and with it the session.
		portal.clock.advance(13 * 60 * 60_000)
		const late = await ada.send(reply, { text: 'It hums louder' })
		const again = await ada.send(formOf(late, 'Sign in'), { email: account.email, password })
		expect(again.target).toBe('reply')
		expect(again.text).toContain('What you wrote was not sent yet')
		expect(formOf(again, 'Send')?.fields).toContainEqual(['text', 'It hums louder'])
		expect((await ada.get(`/requests/${ticket.number}`)).text).not.toContain('louder')
		const done = await ada.send(formOf(again, 'Send'))
		expect([done.at, done.text.split('louder').length]).toEqual([`/requests/${ticket.number}`, 2])

		portal.clock.advance(31 * 60_000)
		const typed = { email: 'ada@home.example', current: password }
		const out = await ada.send(formOf(settings, 'Change address'), typed)
		expect(out.html).not.toContain(password)
		const back = await ada.send(formOf(out, 'Sign in'), { email: account.email, password })
		expect(back.target).toBe('address')
		expect(back.html).toMatch(/name="email"[^>]*value="ada@home\.example"/)
		expect(await portal.deliver()).toEqual([])
	})

	test('what waits while someone signs in is shown, whatever it is, and does nothing', async () => {
		await withPassword('ada@acme.example')
		const { ada: account } = portal.cast
		const act = { by: account.id, via: 'test', subject: 'The fan', text: 'It hums', files: [] }
		const { ticket } = allowed(await portal.ports.tickets.open(act))
		const { number } = ticket
		const email = account.email
		for (const command of [
			{ do: 'reply', number, text: 'sent by itself', sent: 'yes' },
			{ do: 'cc', number, change: 'add', email: 'ben@acme.example', sent: 'yes' },
			{ do: 'solve', number, sure: 'yes', sent: 'yes' },
			{ do: 'mute', number, sent: 'yes' },
			{ do: 'notify', answer: 'off', sent: 'yes' },
			'nonsense',
		]) {
			const fields = [
				['command', JSON.stringify(command)],
				['text', 'sent by itself'],
			]
			for (const unsent of [
				JSON.stringify([fields, false]),
				JSON.stringify(fields),
				'null',
				'[',
				'[[1],2]',
			]) {
				const browser = portal.as()
				const form = formOf(await browser.get('/sign-in'), 'Sign in')
				expect((await browser.send(form, { email, password, unsent })).status).toBeLessThan(500)
			}
		}
		const after = await portal.ports.tickets.find(account, number)
		expect(after).toEqual(ticket)
		expect((await portal.ports.accounts.preferences(account.id)).notices.answer).not.toBe('off')
	})

	test('again, or with a new password, ends the session that the browser had', async () => {
		await withPassword('ada@acme.example')
		await withPassword('carla@acme.example')
		const browser = await signedIn('ada@acme.example')
		const sessionsOf = async (account: { id: string }) => (await portal.ports.signIns.of(account.id)).length
		const { ada, carla } = portal.cast
		// The page was open in another tab.
		const form = formOf(await portal.as().get('/sign-in'), 'Sign in')
		const refused = await browser.send(form, { email: 'carla@acme.example', password: 'wrong' })
		expect([refused.status, await sessionsOf(ada)]).toEqual([422, 1])
		await browser.send(form, { email: 'carla@acme.example', password })
		expect([await sessionsOf(ada), await sessionsOf(carla)]).toEqual([0, 1])

		// Ada opens the link of her letter where Carla is signed in.
		portal.clock.advance(16 * 60_000)
		const asked = portal.as()
		await asked.send(formOf(await asked.get('/password/forgot'), 'Send link'), { email: ada.email })
		const [letter] = await portal.deliver()
		const set = formOf(await browser.get(linkOf(letter as Delivered)), 'Set password')
		await browser.send(set, { password, again: password })
		expect(await sessionsOf(carla)).toBe(0)
	})

	test('someone who was disabled is out at once', async () => {
		await withPassword('ada@acme.example')
		const ada = await signedIn('ada@acme.example')
		await portal.ports.accounts.change(portal.cast.ada.id, { disabled: true })
		expect((await ada.get('/requests')).at).toContain('/sign-in')
	})
})

test('a password manager finds whose password it is, and which is the new one', async () => {
	const { ada } = portal.cast
	const fields = (html: string, form: string) =>
		[...(html.split(`action="${form}`)[1]?.split('</form>')[0] ?? '').matchAll(/<input[^>]*>/g)]
			.map(([input]) => /autocomplete="([^"]*)"/.exec(input)?.[1])
			.filter(Boolean)
	expect(fields((await portal.as().get('/sign-in')).html, '/sign-in')).toEqual([
		'username',
		'current-password',
	])

	const browser = portal.as()
	await browser.send(formOf(await browser.get('/password/forgot'), 'Send link'), { email: ada.email })
	const [letter] = await portal.deliver()
	const set = await browser.get(linkOf(letter as Delivered))
	expect(fields(set.html, '/password/set')).toEqual(['username', 'new-password', 'new-password'])

	const settings = (await portal.as(ada).get('/settings')).html
	const password = settings.slice(settings.indexOf('id="password"'))
	expect(fields(password, '/settings')).toEqual([
		'username',
		'current-password',
		'new-password',
		'new-password',
	])
	for (const html of [set.html, settings])
		expect(html).toMatch(/autocomplete="username" value="ada@acme\.example"/)
})

describe('settings', () => {
	test('name, language and zone are changed, and said in the new language', async () => {
		await withPassword('ada@acme.example')
		const ada = await signedIn('ada@acme.example')
		const form = (await ada.get('/settings')).forms.find(one =>
			one.fields.some(([, value]) => value === 'profile'),
		)
		const wrong = await ada.send(form, { firstName: ' ', timeZone: 'Mars/Base', locale: 'it' })
		expect(wrong.status).toBe(422)
		expect(wrong.at).toBe('/settings')
		const done = await ada.send(form, { firstName: 'Adele', locale: 'it', timeZone: 'Europe/Rome' })
		expect(done.html).toContain('<html lang="it">')
		expect(done.text).toContain('Adele Rossi')
		expect(done.text).toContain('Salvat')
		expect(done.html).toContain('<option value="Europe/Rome" selected="">')
	})

	test('signing out everywhere else leaves the session that asks for it', async () => {
		await withPassword('ada@acme.example')
		const here = await signedIn('ada@acme.example')
		expect(formOf(await here.get('/settings'), 'Sign out everywhere else')).toBeUndefined()
		const there = await signedIn('ada@acme.example')
		const done = await here.send(formOf(await here.get('/settings'), 'Sign out everywhere else'))
		expect(done.at).toBe('/settings')
		expect(done.text).toContain('You are now signed in here only.')
		expect((await there.get('/requests')).at).toContain('/sign-in')
		expect((await here.get('/requests')).at).toBe('/requests')
	})

	test('a changed password ends the other sessions; signing out everywhere ends this one too', async () => {
		await withPassword('ada@acme.example')
		const here = await signedIn('ada@acme.example')
		const there = await signedIn('ada@acme.example')
		const settings = await here.get('/settings')
		expect(settings.text.split('This browser')).toHaveLength(2)
		const form = formOf(settings, 'Change password')
		const wrong = await here.send(form, {
			current: 'not it at all',
			password: `${password} new`,
			again: `${password} new`,
		})
		expect(wrong.text).toContain('That is not your password.')
		const done = await here.send(form, {
			current: password,
			password: `${password} new`,
			again: `${password} new`,
		})
		expect(done.text).toContain('Your password is changed.')
		expect((await there.get('/requests')).at).toContain('/sign-in')
		const out = await here.send(formOf(done, 'Sign out everywhere'))
		expect(out.at).toContain('/sign-in')
		expect((await here.get('/requests')).at).toContain('/sign-in')
	})

	test('a new address counts once its letter was followed', async () => {
		await withPassword('ada@acme.example')
		const ada = await signedIn('ada@acme.example')
		const form = formOf(await ada.get('/settings'), 'Change address')
		const asked = await ada.send(form, { email: 'ada@home.example', current: password })
		expect(asked.text).toContain('ada@home.example')
		const letter = (await portal.deliver()).find(({ to }) => to === 'ada@home.example')
		const link = linkOf(letter as Delivered)
		const page = await ada.get(link)
		expect((await portal.ports.accounts.byId(portal.cast.ada.id))?.email).toBe('ada@acme.example')
		const done = await ada.send(formOf(page, 'Confirm address'))
		expect(done.at).toBe('/settings')
		expect(done.text).toContain('Your address is ada@home.example.')
		expect((await ada.get(link)).status).toBe(404)
	})

	test('a chat is connected by a code shown here, and disconnected here', async () => {
		await withPassword('ada@acme.example')
		const ada = await signedIn('ada@acme.example')
		const shown = await ada.send(formOf(await ada.get('/settings'), 'Show a code'))
		expect(shown.text).toMatch(/connect [0-9A-Z]{4}-[0-9A-Z]{4}/)
		const identity = { platform: 'slack', space: 'T1', user: 'U1' }
		const { links } = portal.ports
		const code = {
			identity,
			account: portal.cast.ada.id,
			hash: 'h',
			expiresAt: portal.clock.now() + 1_000,
			tries: 1,
		}
		await links.issueCode(code)
		await links.link({ identity, name: 'Ada in Slack', hash: 'h' })
		const page = await ada.get('/settings')
		expect(page.text).toContain('Ada in Slack')
		const done = await ada.send(formOf(page, 'Disconnect'))
		expect(done.text).toContain('No chat is connected')
	})

	test('a chat is forgotten once that was asked and said again, Cancel first', async () => {
		const { ada } = portal.cast
		const identity = { platform: 'slack', space: 'T1', user: 'U1' }
		const { links } = portal.ports
		await links.issueCode({
			identity,
			account: ada.id,
			hash: 'h',
			expiresAt: portal.clock.now() + 1,
			tries: 1,
		})
		await links.link({ identity, name: 'Ada in Slack', hash: 'h' })
		const browser = portal.as(ada)
		const question = await browser.send(formOf(await browser.get('/settings'), 'Forget this chat'))
		expect(question.text).toContain('Ada in Slack')
		expect(question.html).toMatch(/href="\/settings#chats">\s*Cancel<.*class="button danger"/s)
		expect(await faultsOf(question.html)).toEqual([])
		expect(await links.of(ada.id)).toHaveLength(1)
		const done = await browser.send(formOf(question, 'Forget this chat'))
		expect([done.at, done.target]).toEqual(['/settings', 'chats'])
		expect(done.text).toContain('nothing about you in that chat is kept')
		expect(await links.of(ada.id)).toEqual([])
		expect((await browser.send(formOf(question, 'Forget this chat'))).at).toBe('/settings')
	})

	test('what was sent is answered in its own part of the page, as it is in view', async () => {
		await withPassword('ada@acme.example')
		const ada = await signedIn('ada@acme.example')
		const card = ({ html }: Answer, id: string) =>
			html.split(`id="${id}" tabindex="-1"`)[1]?.split('</section>')[0] ?? ''
		const settings = await ada.get('/settings')
		const form = formOf(settings, 'Change password')
		const wrong = await ada.send(form, { current: 'x', password: 'y', again: 'z' })
		expect(wrong.target).toBe('password')
		expect(card(wrong, 'password')).toContain('role="alert"')
		const typed = { current: password, password: `${password}!`, again: `${password}!` }
		const done = await ada.send(form, typed)
		expect(done.target).toBe('password')
		expect(card(done, 'password')).toContain('Your password is changed.')
		expect(done.html.match(/role="status"/g)).toHaveLength(1)
		const code = await ada.send(formOf(settings, 'Show a code'))
		expect(code.target).toBe('chats')
		expect(card(code, 'chats')).toContain('role="status"')
	})

	test('what I want to hear comes back to the settings, my data as a file', async () => {
		const ada = portal.as(portal.cast.ada)
		const settings = await ada.get('/settings')
		const notices = settings.forms.find(form => form.fields.some(([, value]) => value.includes('"notify"')))
		const saved = await ada.send(notices, { answer: 'off', quietFrom: '18:30', quietTo: '08:00' })
		expect(saved.at).toBe('/settings')
		expect((await portal.ports.accounts.preferences(portal.cast.ada.id)).notices.answer).toBe('off')
		const wrong = await ada.send(notices, { quietFrom: '25:00', quietTo: '08:00' })
		expect(wrong.status).toBe(422)
		allowed(
			await portal.ports.tickets.open({
				by: portal.cast.ada.id,
				via: 'test',
				subject: 's',
				text: 't',
				files: [],
			}),
		)
		const data = await ada.send(formOf(settings, 'Get a copy of my data'))
		const link = /href="([^"]*\/export\?[^"]*)"/.exec(data.html)?.[1]?.replaceAll('&amp;', '&')
		const file = await (await ada.raw(link ?? '', {})).json()
		expect(file).toMatchObject({ account: { email: 'ada@acme.example' } })
	})
})
