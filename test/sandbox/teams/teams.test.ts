import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { wordsOf } from '../../../src/words/index.ts'
import { executablePath } from '../../browser/look.ts'
import { names, people } from '../people.ts'
import { inspect } from '../browsing.ts'
import { card, look, type Playing, play, writes } from './playing.ts'

const absent = !existsSync(executablePath) && !process.env['CI']
const missing = absent ? ` (skipped: there is no ${executablePath})` : ''
const say = wordsOf('en')

describe.skipIf(absent)(`the Teams window${missing}`, { timeout: 60_000 }, () => {
	let playing: Playing
	beforeAll(async () => {
		playing = await play()
	})
	afterAll(() => playing?.close())
	afterEach(async () => {
		await playing.leave()
		expect(playing.stage.teams.problems).toEqual([])
	})

	test('is there for everyone who can be played, and says who that is', async () => {
		for (const name of names) {
			const answer = await fetch(`${playing.address}/teams/?as=${name}`)
			expect(await answer.text()).toContain(`<title>Teams as ${people[name].realName}</title>`)
		}
	})

	test('Ada connects by the keyboard alone, each step in place of the one before', async () => {
		const page = await playing.opens('ada')
		await look(page, 'empty')
		await page.getByRole('button', { name: 'Add' }).press('Enter')
		await card(page)
			.getByText(say('connect.intro', { support: 'Support' }))
			.waitFor()
		await page.getByLabel('Type a message').focus()
		await page.keyboard.press('ArrowUp')
		const last = page.getByRole('option', { selected: true })
		await last.getByText(/^help/).waitFor()
		const { y, height } = (await last.boundingBox()) ?? { y: 0, height: 0 }
		expect(y + height).toBeLessThan((await page.getByLabel('Type a message').boundingBox())?.y ?? 0)
		await page.keyboard.type('/conn')
		await page.getByRole('option', { name: /^connect/ }).waitFor()
		await look(page, 'commands')
		await page.keyboard.press('Enter')
		await page.keyboard.press('Enter')
		const email = card(page).getByLabel(say('connect.email'))
		await email.fill('nobody')
		await email.press('Tab')
		await page.keyboard.press('Enter')
		await card(page)
			.getByText(say('refused.email', { email: 'nobody' }))
			.waitFor()
		await email.fill('ada@acme.example')
		await card(page)
			.getByRole('button', { name: say('connect.submit') })
			.press('Enter')
		const typed = card(page).getByRole('textbox', { name: say('connect.code') })
		await typed.waitFor()
		await card(page)
			.getByRole('button', { name: say('chat.continue') })
			.press('Enter')
		await card(page).getByText(say('chat.needed')).waitFor()
		const mailed = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/
		const code = () =>
			playing.stage.mail
				.letters()
				.flatMap(({ text }) => mailed.exec(text) ?? [])
				.at(-1) ?? ''
		await expect.poll(code).toMatch(mailed)
		await typed.fill(code())
		await card(page)
			.getByRole('button', { name: say('chat.continue') })
			.press('Enter')
		await card(page)
			.getByRole('button', { name: say('connect.yes') })
			.press('Enter')
		await card(page)
			.getByText(say('connect.done', { name: 'Ada Rossi' }))
			.first()
			.waitFor()
		expect(await page.locator('.message.bot').count()).toBe(2)
	})

	test('what is typed in a card stays while other things happen, and words are suggested', async () => {
		const page = await playing.opens('ada')
		await writes(page, 'new A lamp')
		const text = card(page).getByLabel(say('new.text'))
		await text.fill('It is *dark*.')
		const carla = playing.stage.teams.person({ id: people.carla.teams })
		await carla.posts('Who knows of lamps?')
		await page.getByRole('img', { name: 'New' }).waitFor()
		expect(await text.inputValue()).toBe('It is *dark*.')
		await card(page)
			.getByRole('button', { name: say('new.submit') })
			.press('Enter')
		await card(page).getByText('It is dark.').waitFor()
		await writes(page, 'whoami')
		const chips = page.getByRole('group', { name: 'Suggested answers' })
		await chips.getByRole('button', { name: say('scope.requested') }).press('Enter')
		await card(page).getByText('A lamp').waitFor()
		await inspect(page, 'teams-list')
		await card(page)
			.getByRole('button', { name: say('ticket.open') })
			.first()
			.press('Enter')
		await card(page).getByText('It is dark.').waitFor()
		await card(page)
			.getByRole('button', { name: say('chat.details') })
			.press('Enter')
		await card(page).getByText(say('ticket.requester')).waitFor()
		await look(page, 'request')
		const opened = playing.context.waitForEvent('page')
		await card(page)
			.getByRole('link', { name: say('ticket.web') })
			.press('Enter')
		const tab = await opened
		expect(new URL(tab.url()).origin).toBe(playing.stage.app.ports.settings.publicUrl)
		await tab.close()
	})

	test('files go along, and come back into one’s own OneDrive when one says yes', async () => {
		const page = await playing.opens('ada')
		await page.getByLabel('Attach files').setInputFiles({
			name: 'lamp.txt',
			mimeType: 'text/plain',
			buffer: Buffer.from('a dark lamp'),
		})
		await page.getByText('lamp.txt').waitFor()
		await page.getByLabel('Type a message').fill('Look at this')
		await page.locator('.compose button.send').press('Enter')
		await card(page).getByText(say('offer.title')).waitFor()
		await card(page)
			.getByRole('button', { name: say('offer.new') })
			.press('Enter')
		await card(page).getByLabel(say('new.subject')).fill('Dark lamp')
		await card(page)
			.getByRole('button', { name: say('new.submit') })
			.press('Enter')
		const save = card(page).getByRole('button', { name: say('chat.file.save', { drive: 'OneDrive' }) })
		await save.press('Enter')
		await page.getByText(say('chat.file.asked', { name: 'lamp.txt', drive: 'OneDrive' })).waitFor()
		await inspect(page, 'teams-consent')
		await page.getByRole('button', { name: 'Decline' }).press('Enter')
		await page.getByRole('button', { name: 'Decline' }).waitFor({ state: 'detached' })
		await save.press('Enter')
		await page.getByRole('button', { name: 'Allow' }).press('Enter')
		const downloading = page.waitForEvent('download')
		await page.locator('.message.bot').last().getByRole('link', { name: 'Download lamp.txt' }).press('Enter')
		expect(await readFile(await (await downloading).path(), 'utf8')).toBe('a dark lamp')
	})

	test('one’s own words are edited, deleted and taken back', async () => {
		const ticket = await playing.asks('The door is stuck')
		const page = await playing.opens('ada')
		await writes(page, `reply ${ticket.number} It sqeaks`)
		const mine = page.locator('.message.mine').last()
		await mine.getByText('sqeaks').waitFor()
		const comments = async () => {
			const diego = await playing.account('diego')
			const { comments } = await playing.stage.app.ports.tickets.conversation(diego, ticket.id, { size: 10 })
			return comments.map(({ text }) => text)
		}
		await expect.poll(comments).toContain('It sqeaks')
		await mine.getByRole('button', { name: /^Edit/ }).press('Enter')
		await mine.getByLabel('Edit your message').fill(`reply ${ticket.number} It squeaks`)
		await mine.getByRole('button', { name: 'Done' }).press('Enter')
		await mine.getByText('Edited').waitFor()
		await expect.poll(comments).toContain('It squeaks')
		await mine.getByRole('button', { name: /^Delete/ }).press('Enter')
		await mine.getByText('has been deleted').waitFor()
		await expect.poll(comments).not.toContain('It squeaks')
		await mine.getByRole('button', { name: 'Undo' }).press('Enter')
		await mine.getByText('It squeaks').waitFor()
	})

	test('support works in the channel: triage, a card that is taken in place, a note in its thread', async () => {
		await playing.link('diego')
		const page = await playing.opens('diego', '#channel')
		await page.getByLabel('Start a post').focus()
		await page.keyboard.type('@')
		await page.getByRole('option', { name: /triage/ }).waitFor()
		await writes(page, '@Sportello triage here', 'Start a post')
		await page.getByText(say('triage.explain')).waitFor()
		const ticket = await playing.asks('The gate is open')
		await playing.stage.app.drain()
		const thread = page.getByRole('group').filter({ hasText: 'The gate is open' })
		await thread.getByRole('button', { name: say('ticket.take') }).press('Enter')
		await thread.getByText('Diego Sala').first().waitFor()
		await thread.getByRole('button', { name: 'Reply', exact: true }).press('Enter')
		await expect.poll(() => page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('Reply')
		await writes(page, 'Only we two read this', 'Reply')
		await thread.getByText('Only we two').waitFor()
		await writes(page, '@Sportello Ask the porter', 'Reply')
		await thread.getByText(say('note.done', { number: String(ticket.number) })).waitFor()
		await look(page, 'channel')
	})

	test('the message extension searches, unfurls and makes a request of a message', async () => {
		const ticket = await playing.asks('The roof leaks')
		const page = await playing.opens('ada', '&theme=dark#channel')
		await page.getByRole('button', { name: `Sportello: ${say('scope.requested')}` }).press('Enter')
		await page.getByLabel('Search', { exact: true }).fill('roof leaks')
		const found = page.getByRole('button', { name: 'The roof leaks' })
		await found.waitFor()
		await look(page, 'search')
		await found.press('Enter')
		await page.locator('.compose button.send').last().press('Enter')
		const shared = say('ticket.number', { number: String(ticket.number) })
		await page.locator('.message.mine').last().getByText(shared).waitFor()

		const { publicUrl } = playing.stage.app.ports.settings
		await page.getByLabel('Start a post').fill(`See ${publicUrl}/requests/${ticket.number} please`)
		await page.getByRole('button', { name: 'Remove the card' }).waitFor()
		await page.getByLabel('Start a post').press('Enter')
		const post = page.locator('.message.mine').filter({ hasText: 'please' })
		await post.getByText('please').waitFor()
		await post.getByText(shared).waitFor()

		await post.getByLabel(/^More options/).press('Enter')
		await post.getByRole('button', { name: say('shortcut.create') }).press('Enter')
		const dialog = page.getByRole('dialog', { name: say('new.title') })
		await dialog.getByLabel(say('new.subject')).fill('The roof again')
		await look(page, 'dialog')
		await dialog.getByRole('button', { name: say('new.submit') }).press('Enter')
		await page.getByText(say('new.done', { number: String(ticket.number + 1) })).waitFor()
		await dialog.waitFor({ state: 'detached' })

		await post.getByLabel(/^More options/).press('Enter')
		await post.getByRole('button', { name: say('shortcut.add') }).press('Enter')
		await page.getByRole('dialog').waitFor()
		await page.reload()
		await writes(page, 'Nothing stands open any more', 'Start a post')
		await page.getByText('Nothing stands open').waitFor()
		expect(await page.getByRole('dialog').count()).toBe(0)
		await post.getByLabel(/^More options/).press('Enter')
		await post.getByRole('button', { name: say('shortcut.add') }).press('Enter')
		await page.getByRole('dialog').waitFor()
		await page.keyboard.press('Escape')
		await page.getByRole('dialog').waitFor({ state: 'detached' })
	})

	test('what goes wrong, and what Teams would refuse, is said in red', async () => {
		const page = await playing.opens('ben')
		await writes(page, 'mine')
		await card(page).getByText(say('connect.title')).waitFor()
		const broken = createServer((_, response) => response.writeHead(500).end())
		broken.listen(0, '127.0.0.1')
		await once(broken, 'listening')
		const { port } = broken.address() as AddressInfo
		playing.stage.teams.serves(`http://127.0.0.1:${port}`)
		await card(page)
			.getByRole('button', { name: say('chat.cancel') })
			.press('Enter')
		await page.getByRole('alert').filter({ hasText: 'status 500' }).waitFor()
		await page.getByText('the service answers 500').waitFor()
		await look(page, 'refused')
		playing.stage.teams.serves(playing.stage.address)
		broken.close()
		await page.getByRole('button', { name: 'Forget' }).press('Enter')
		await page.getByText('the service answers 500').waitFor({ state: 'detached' })
	})
})
