import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Ticket } from '../../../src/domain/ticket.ts'
import { codeFor, codeHash } from '../../../src/features/codes.ts'
import { bursts } from '../../../src/rules/limits.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { executablePath, flags } from '../../browser/look.ts'
import { allowed } from '../../contracts/cast.ts'
import { type Name, names, people } from '../people.ts'
import { type Served, serve } from '../serve.ts'
import { setStage, type Stage } from '../stage.ts'
import { teamsPane } from './index.ts'

const absent = !existsSync(executablePath) && !process.env['CI']
const say = wordsOf('en')

describe.skipIf(absent)(
	`the Teams window${absent ? ` (skipped: there is no ${executablePath})` : ''}`,
	{ timeout: 60_000 },
	() => {
		let stage: Stage
		let served: Served
		let browser: Browser
		let context: BrowserContext
		beforeAll(async () => {
			stage = await setStage()
			// What the seed has to tell is told before anyone listens.
			for (let told = -1; told !== stage.mail.letters().length; ) {
				told = stage.mail.letters().length
				stage.clock.advance(bursts.spacing)
				await stage.app.drain()
			}
			served = await serve(stage, [teamsPane])
			browser = await chromium.launch({ executablePath, args: [...flags] })
			context = await browser.newContext({ viewport: { width: 1_000, height: 800 } })
			context.setDefaultTimeout(15_000)
		})
		afterAll(async () => {
			await browser?.close()
			await served?.close()
			await stage?.strike()
		})
		const pages: Page[] = []
		afterEach(async () => {
			for (const page of pages.splice(0)) await page.close()
			expect(stage.teams.problems).toEqual([])
		})

		const opens = async (name: Name, where = ''): Promise<Page> => {
			const page = await context.newPage()
			pages.push(page)
			await page.goto(`${served.address}/teams/?as=${name}${where}`)
			await page.getByRole('log').waitFor()
			return page
		}
		const account = async (name: Name) => {
			const found = await stage.app.ports.accounts.byEmail(people[name].email)
			if (!found) throw new Error(`${name} has no account`)
			return found
		}
		/** Connects someone without the mail. */
		const link = async (name: Name) => {
			const { links, secrets } = stage.app.ports
			const { teams: id, realName } = people[name]
			const { aadObjectId: user } = stage.teams.activity({ id }, {}).from as { aadObjectId: string }
			const identity = { platform: 'teams', space: stage.teams.tenantId, user }
			const hash = codeHash(secrets, identity, codeFor(secrets, 'connect-code', name))
			const { id: owner } = await account(name)
			const expiresAt = stage.clock.now() + 60_000
			await links.issueCode({ identity, account: owner, hash, expiresAt, tries: 1 })
			await links.link({ identity, name: realName, hash })
		}
		const asks = async (subject: string): Promise<Ticket> => {
			const { id } = await account('ada')
			return allowed(
				await stage.app.ports.tickets.open({ by: id, via: 'test', subject, text: 'See there.', files: [] }),
			).ticket
		}
		const writes = async (page: Page, text: string, box = 'Type a message') => {
			await page.getByLabel(box, { exact: true }).fill(text)
			await page.keyboard.press('Enter')
		}
		const card = (page: Page) => page.locator('.message .card').last()
		const checked = async (page: Page, name: string) => {
			const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
			const found = violations.map(one => `${one.id}: ${one.nodes[0]?.html} ${one.nodes[0]?.failureSummary}`)
			expect([name, found]).toEqual([name, []])
			const folder = process.env['SCREENSHOTS']
			if (!folder) return
			await mkdir(folder, { recursive: true })
			await page.screenshot({ path: join(folder, `teams-${name}.png`) })
		}
		/** Nothing for axe to find here, nor in the other theme; set `SCREENSHOTS` to a folder to see it. */
		const look = async (page: Page, name: string) => {
			const url = new URL(page.url())
			const dark = url.searchParams.get('theme') === 'dark'
			await checked(page, `${name}-${dark ? 'dark' : 'light'}`)
			url.searchParams.set('theme', dark ? 'light' : 'dark')
			const other = await context.newPage()
			await other.goto(url.href)
			await other.getByRole('log').waitFor()
			await checked(other, `${name}-${dark ? 'light' : 'dark'}`)
			await other.close()
		}

		test('is there for everyone who can be played, and says who that is', async () => {
			for (const name of names) {
				const answer = await fetch(`${served.address}/teams/?as=${name}`)
				expect(await answer.text()).toContain(`<title>Teams as ${people[name].realName}</title>`)
			}
		})

		test('Ada connects by the keyboard alone, each step in place of the one before', async () => {
			const page = await opens('ada')
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
				stage.mail
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
			const page = await opens('ada')
			await writes(page, 'new A lamp')
			const text = card(page).getByLabel(say('new.text'))
			await text.fill('It is *dark*.')
			const carla = stage.teams.person({ id: people.carla.teams })
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
			await checked(page, 'list')
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
			const opened = context.waitForEvent('page')
			await card(page)
				.getByRole('link', { name: say('ticket.web') })
				.press('Enter')
			const tab = await opened
			expect(new URL(tab.url()).origin).toBe(stage.app.ports.settings.publicUrl)
			await tab.close()
		})

		test('files go along, and come back into one’s own OneDrive when one says yes', async () => {
			const page = await opens('ada')
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
			await checked(page, 'consent')
			await page.getByRole('button', { name: 'Decline' }).press('Enter')
			await page.getByRole('button', { name: 'Decline' }).waitFor({ state: 'detached' })
			await save.press('Enter')
			await page.getByRole('button', { name: 'Allow' }).press('Enter')
			const downloading = page.waitForEvent('download')
			await page
				.locator('.message.bot')
				.last()
				.getByRole('link', { name: 'Download lamp.txt' })
				.press('Enter')
			expect(await readFile(await (await downloading).path(), 'utf8')).toBe('a dark lamp')
		})

		test('one’s own words are edited, deleted and taken back', async () => {
			const ticket = await asks('The door is stuck')
			const page = await opens('ada')
			await writes(page, `reply ${ticket.number} It sqeaks`)
			const mine = page.locator('.message.mine').last()
			await mine.getByText('sqeaks').waitFor()
			const comments = async () => {
				const diego = await account('diego')
				const { comments } = await stage.app.ports.tickets.conversation(diego, ticket.id, { size: 10 })
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
			await link('diego')
			const page = await opens('diego', '#channel')
			await page.getByLabel('Start a post').focus()
			await page.keyboard.type('@')
			await page.getByRole('option', { name: /triage/ }).waitFor()
			await writes(page, '@Sportello triage here', 'Start a post')
			await page.getByText(say('triage.explain')).waitFor()
			const ticket = await asks('The gate is open')
			await stage.app.drain()
			const thread = page.getByRole('group').filter({ hasText: 'The gate is open' })
			await thread.getByRole('button', { name: say('ticket.take') }).press('Enter')
			await thread.getByText('Diego Sala').first().waitFor()
			await thread.getByRole('button', { name: 'Reply', exact: true }).press('Enter')
			await expect
				.poll(() => page.evaluate('document.activeElement.getAttribute("aria-label")'))
				.toBe('Reply')
			await writes(page, 'Only we two read this', 'Reply')
			await thread.getByText('Only we two').waitFor()
			await writes(page, '@Sportello Ask the porter', 'Reply')
			await thread.getByText(say('note.done', { number: String(ticket.number) })).waitFor()
			await look(page, 'channel')
		})

		test('the message extension searches, unfurls and makes a request of a message', async () => {
			const ticket = await asks('The roof leaks')
			const page = await opens('ada', '&theme=dark#channel')
			await page.getByRole('button', { name: `Sportello: ${say('scope.requested')}` }).press('Enter')
			await page.getByLabel('Search', { exact: true }).fill('roof leaks')
			const found = page.getByRole('button', { name: 'The roof leaks' })
			await found.waitFor()
			await look(page, 'search')
			await found.press('Enter')
			await page.locator('.compose button.send').last().press('Enter')
			const shared = say('ticket.number', { number: String(ticket.number) })
			await page.locator('.message.mine').last().getByText(shared).waitFor()

			const { publicUrl } = stage.app.ports.settings
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
			const page = await opens('ben')
			await writes(page, 'mine')
			await card(page).getByText(say('connect.title')).waitFor()
			const broken = createServer((_, response) => response.writeHead(500).end())
			broken.listen(0, '127.0.0.1')
			await once(broken, 'listening')
			const { port } = broken.address() as AddressInfo
			stage.teams.serves(`http://127.0.0.1:${port}`)
			await card(page)
				.getByRole('button', { name: say('chat.cancel') })
				.press('Enter')
			await page.getByRole('alert').filter({ hasText: 'status 500' }).waitFor()
			await page.getByText('the service answers 500').waitFor()
			await look(page, 'refused')
			stage.teams.serves(stage.address)
			broken.close()
			await page.getByRole('button', { name: 'Forget' }).press('Enter')
			await page.getByText('the service answers 500').waitFor({ state: 'detached' })
		})
	},
)
