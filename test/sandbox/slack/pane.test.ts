import { existsSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsOf } from '../../../src/words/index.ts'
import { executablePath, flags } from '../../browser/look.ts'
import { openModal } from '../../standins/slack/acts.ts'
import { callApi } from '../../standins/slack/fake.ts'
import type { Json } from '../../standins/slack/types.ts'
import { type Served, serve } from '../serve.ts'
import { type Stage, setStage } from '../stage.ts'
import { slackPane } from './index.ts'
import { everyElement } from './elements.ts'

const absent = !existsSync(executablePath) && !process.env['CI']
const say = wordsOf('en')
const plain = (text: string) => ({ type: 'plain_text', text }) as const

describe.skipIf(absent)(`Slack’s window${absent ? ` (skipped: there is no ${executablePath})` : ''}`, () => {
	let stage: Stage
	let served: Served
	let browser: Browser
	let page: Page
	const faults: string[] = []

	beforeAll(async () => {
		stage = await setStage()
		served = await serve(stage, [slackPane])
		browser = await chromium.launch({ executablePath, args: [...flags] })
		const context = await browser.newContext({ viewport: { width: 1_200, height: 800 } })
		page = await context.newPage()
		page.setDefaultTimeout(30_000)
		page.on('pageerror', error => faults.push(String(error)))
		await page.goto(`${served.address}/slack/?as=ada&theme=light`)
		await composer().waitFor()
	})
	afterAll(async () => {
		await browser?.close()
		await served?.close()
		await stage?.strike()
		expect(faults).toEqual([])
	})

	const composer = () => page.getByRole('textbox', { name: 'Message', exact: false }).last()
	const dialog = () => page.getByRole('dialog')
	const messages = () => page.getByRole('log').first().getByRole('article')
	const goTo = (name: string) => page.getByRole('navigation').getByRole('button', { name }).click()
	const api = async (method: string, args: Json) =>
		await callApi(stage.slack.apiUrl, stage.slack.botToken, method, args)
	const types = async (text: string) => {
		await composer().fill(text)
		await composer().press('Enter')
	}
	/** What the service was last told of this kind. */
	const told = (what: string) =>
		stage.slack.ledger.findLast(entry => entry.what === what && entry.way === 'to_service')?.request as Json
	async function says(place: Locator, text: string): Promise<void> {
		await place.getByText(text).last().waitFor()
	}

	async function look(name: string): Promise<void> {
		for (const theme of ['light', 'dark']) {
			await page.evaluate(`document.body.dataset.theme = '${theme}'`)
			const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
			const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`)
			expect([name, theme, found]).toEqual([name, theme, []])
			const folder = process.env['SCREENSHOTS']
			if (!folder) continue
			await mkdir(folder, { recursive: true })
			await page.screenshot({ path: join(folder, `slack-${name}-${theme}.png`) })
		}
		await page.evaluate(`document.body.dataset.theme = 'light'`)
	}

	it('connects Ada by the keyboard alone, and shows what is wrong beside the field', async () => {
		await composer().focus()
		await page.keyboard.type('/ti')
		await page.getByRole('option', { name: '/tickets' }).waitFor()
		await look('hints')
		await page.keyboard.press('Enter')
		await says(page.getByRole('note'), 'reply 1042 [text]')
		await page.keyboard.press('Enter')
		await dialog().getByLabel(say('connect.email')).waitFor()
		await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('INPUT')
		await page.keyboard.type('ada@acme.example')
		await page.keyboard.press('Enter')
		await dialog().getByLabel(say('connect.code')).fill('AAAA-AAAA')
		await page.keyboard.press('Enter')
		await dialog().getByRole('alert').waitFor()
		await look('errors')
		await stage.app.drain()
		const code = /[A-Z0-9]{4}-[A-Z0-9]{4}/
		const letters = stage.mail.letters().filter(({ to }) => to[0] === 'ada@acme.example')
		const letter = letters.findLast(({ text }) => code.test(text))
		await dialog()
			.getByLabel(say('connect.code'))
			.fill(code.exec(letter?.text ?? '')?.[0] ?? '')
		await page.keyboard.press('Enter')
		await dialog()
			.getByRole('button', { name: say('connect.yes'), exact: true })
			.click()
		await says(dialog(), say('connect.done', { name: 'Ada Rossi' }))
		await closed(() => page.keyboard.press('Escape'))
		await stage.app.drain()
	})

	it('lists, opens and adds to a request with a file, in windows', async () => {
		await goTo('general')
		await types('/tickets')
		const list = messages().last()
		await says(list, 'Only visible to you')
		await look('list')
		const status = list.getByRole('combobox', { name: say('list.choose.status') })
		await status.click()
		await page.getByRole('option', { name: /^Solved/ }).click()
		await expect.poll(() => status.inputValue()).toContain('Solved')
		await status.press('ArrowDown')
		await page.keyboard.press('Home')
		await page.keyboard.type('Open')
		await page.keyboard.press('Enter')
		await expect.poll(() => status.inputValue()).toContain('Open')
		await list
			.getByRole('button', { name: new RegExp(`^${say('ticket.open')} #`) })
			.first()
			.click()
		await dialog()
			.getByRole('button', { name: say('ticket.reply') })
			.click()
		const field = dialog().getByLabel(say('reply.text'))
		await field.fill('Here is what it says.')
		const bytes = Buffer.from('E-42 paper jam')
		const file = { name: 'error.txt', mimeType: 'text/plain', buffer: bytes }
		await dialog().locator('input[type=file]').setInputFiles(file)
		await says(dialog(), 'error.txt')
		await look('form')
		expect(await field.inputValue()).toBe('Here is what it says.')
		await dialog().locator('[type=submit]').click()
		await says(dialog(), 'Here is what it says.')
		await dialog().getByText('error.txt').waitFor()
		await closed(() => dialog().getByRole('button', { name: 'Close' }).last().click())
		expect(stage.slack.problems).toEqual([])
	})

	it('shows the home tab, and a form over it', async () => {
		await goTo('Sportello')
		await page.getByRole('tab', { name: 'Home' }).click()
		const home = page.getByRole('tabpanel', { name: 'Home' })
		await says(home, say('home.connected', { name: 'Ada Rossi' }))
		await look('home')
		await home.getByRole('button', { name: say('new.action') }).click()
		await dialog().getByRole('button', { name: 'Close' }).waitFor()
		await dialog().locator('[type=submit]').click()
		await expect.poll(() => dialog().getByRole('alert').count()).toBeGreaterThan(0)
		await says(dialog(), 'Please complete this required field.')
		await closed(() => page.keyboard.press('Escape'))
	})

	it('keeps what is typed while news arrives, in its thread and beside it', async () => {
		await goTo('general')
		await composer().fill('Half a sen')
		const root = await api('chat.postMessage', { channel: 'C0GENERAL', text: 'Request *1040* is new' })
		await api('chat.postMessage', { channel: 'C0GENERAL', text: 'Quietly', thread_ts: root['ts'] })
		const loud = { thread_ts: root['ts'], reply_broadcast: true }
		await api('chat.postMessage', { channel: 'C0GENERAL', text: 'Aloud', ...loud })
		await says(page.getByRole('log'), 'replied to a thread: Request *1040* is new')
		expect(await composer().inputValue()).toBe('Half a sen')
		await page.getByRole('button', { name: '2 replies' }).click()
		const thread = page.getByRole('complementary', { name: 'Thread' })
		await says(thread, 'Quietly')
		await thread.getByRole('textbox').fill('/tickets')
		await thread.getByRole('textbox').press('Escape')
		await thread.getByRole('textbox').press('Enter')
		await says(thread.getByRole('alert'), '/tickets is not supported in threads')
		await thread.getByRole('textbox').fill('I see')
		await thread.getByLabel('Also send to # general').check()
		await thread.getByRole('button', { name: 'Send' }).click()
		await says(page.getByRole('log').first(), 'I see')
		await look('thread')
		expect(await page.getByRole('textbox', { name: 'Message # general' }).inputValue()).toBe('Half a sen')
		await thread.getByRole('button', { name: 'Close thread' }).click()
		await composer().fill('')
	})

	it('writes with files and mentions, changes and deletes', async () => {
		await goTo('general')
		await page
			.getByRole('main')
			.locator('input[type=file]')
			.setInputFiles({
				name: 'photo ü.txt',
				mimeType: 'text/plain',
				buffer: Buffer.from('jam'),
			})
		await composer().pressSequentially('Look @Di')
		await page.getByRole('option', { name: '@Diego Sala' }).click()
		await composer().press('Enter')
		const written = messages().last()
		await says(written, '@Diego Sala')
		const download = page.waitForEvent('download')
		await written.getByRole('link', { name: 'photo ü.txt' }).click()
		expect(await readFile(await (await download).path(), 'utf8')).toBe('jam')
		await more(written, 'Edit message')
		await page.getByRole('textbox', { name: 'Edit message' }).fill('See the photo')
		await page.keyboard.press('Enter')
		await says(written, '(edited)')
		expect(told('event message.channels')).toMatchObject({
			event: { subtype: 'message_changed', message: { text: 'See the photo' } },
		})
		const before = await messages().count()
		await more(written, 'Delete message…')
		await dialog().getByRole('button', { name: 'Delete' }).click()
		await expect.poll(() => messages().count()).toBe(before - 1)
	})

	it('opens the forms of its shortcuts, and a link to a request', async () => {
		await goTo('general')
		await types('The coffee machine is offline')
		await says(messages(), 'The coffee machine is offline')
		await more(messages().last(), say('shortcut.create'))
		const form = dialog()
		await form.locator('[type=submit]').waitFor()
		expect(JSON.stringify(told('shortcut create_request'))).toContain('The coffee machine is offline')
		await closed(() => dialog().getByRole('button', { name: 'Close' }).first().click())
		await page.getByRole('main').getByRole('button', { name: 'Attach and shortcuts' }).click()
		await page.getByRole('menuitem', { name: say('new.action') }).click()
		await closed(() => dialog().getByRole('button', { name: 'Close' }).first().click())
		const address = `${stage.app.ports.settings.publicUrl}/requests/1040`
		await types(`See ${address}`)
		await says(messages().last().locator('.attachment'), '#1040')
		const opened = page.waitForEvent('popup')
		await messages().last().getByRole('link', { name: address }).click()
		expect(decodeURIComponent((await opened).url())).toContain('/requests/1040')
		await (await opened).close()
		expect(stage.slack.problems).toEqual([])
	})

	it('presses and chooses in everything that a message may hold', async () => {
		await goTo('general')
		await api('chat.postMessage', { channel: 'C0GENERAL', text: 'All', blocks: everyElement() })
		// The service answers what it does not know, below.
		const message = messages().filter({ hasText: 'Which of these?' })
		await says(message, 'Which of these?')
		await look('elements')
		const action = () => (told('block_actions')['actions'] as Json[])[0]
		const picks = async (name: string, choice: string, expected: Json) => {
			await message.getByRole('combobox', { name, exact: true }).click()
			await page.getByRole('option', { name: choice, exact: true }).click()
			await expect.poll(action).toMatchObject(expected)
		}
		await picks('Colour', 'Green', { action_id: 'static_select', selected_option: { value: 'green' } })
		await picks('Colours', 'Red', { selected_options: [{ value: 'red' }] })
		await picks('Colours', 'Blue', { selected_options: [{ value: 'red' }, { value: 'blue' }] })
		await message.getByRole('button', { name: 'Remove Red' }).click()
		await expect.poll(action).toMatchObject({ selected_options: [{ value: 'blue' }] })
		await picks('Person', 'Ben Okafor', { selected_user: 'U0BEN' })
		await picks('People', 'Diego Sala', { selected_users: ['U0DIEGO'] })
		await picks('Channel', '#general', { selected_channel: 'C0GENERAL' })
		await message.getByLabel('Day').fill('2026-12-24')
		await expect.poll(action).toMatchObject({ selected_date: '2026-12-24' })
		await message.getByLabel('Hour').fill('10:30')
		await expect.poll(action).toMatchObject({ selected_time: '10:30' })
		await message.getByLabel('moment').fill('2026-12-24T10:30')
		const moment = Date.parse('2026-12-24T10:30') / 1_000
		await expect.poll(action).toMatchObject({ selected_date_time: moment })
		await message.getByRole('radio', { name: 'Blue' }).click()
		await expect.poll(action).toMatchObject({ selected_option: { value: 'blue' } })
		await expect.poll(() => message.getByRole('radio', { name: 'Blue' }).isChecked()).toBe(true)
		await message.getByRole('checkbox', { name: 'Green' }).click()
		await expect.poll(action).toMatchObject({ selected_options: [{ value: 'green' }] })
		await expect.poll(() => message.getByRole('checkbox', { name: 'Green' }).isChecked()).toBe(true)
		await more(message, 'Red')
		await expect.poll(action).toMatchObject({ action_id: 'more', selected_option: { value: 'red' } })
		await message.getByRole('button', { name: 'Delete it' }).click()
		await look('confirm')
		await dialog().getByRole('button', { name: 'Cancel' }).click()
		await message.getByRole('button', { name: 'Plain' }).click()
		await expect.poll(action).toMatchObject({ action_id: 'plain', value: 'v' })
		await message.getByRole('button', { name: 'Delete it' }).click()
		await dialog().getByRole('button', { name: 'Do it' }).click()
		await expect.poll(action).toMatchObject({ action_id: 'sure' })
	})

	it('lays windows on each other, and takes one or all away', async () => {
		const view = (text: string) => ({
			type: 'modal',
			title: plain(text),
			blocks: [{ type: 'section', text: plain(text) }],
		})
		const { world } = stage.slack
		openModal(world, 'U0ADA', view('First'), 'open')
		openModal(world, 'U0ADA', view('Second'), 'push')
		await dialog().getByRole('heading', { name: 'Second' }).waitFor()
		await dialog().getByRole('button', { name: 'Back' }).click()
		await dialog().getByRole('heading', { name: 'First' }).waitFor()
		openModal(world, 'U0ADA', view('Third'), 'push')
		await dialog().getByRole('heading', { name: 'Third' }).waitFor()
		await closed(() => dialog().getByRole('button', { name: 'Close' }).first().click())
	})

	it('says in red what Slack would refuse, and what did not work', async () => {
		await goTo('general')
		await api('chat.postMessage', { channel: 'C0GENERAL', text: 'x', blocks: [{ type: 'header' }] })
		const troubles = page.getByRole('alert', { name: 'What Slack would refuse' })
		await says(troubles, 'missing required field: text')
		await stage.slack.serves('http://127.0.0.1:1')
		await types('/tickets')
		await says(page.getByRole('log').first(), '/tickets failed with the error "dispatch_failed"')
		await stage.slack.serves(stage.address)
		await look('refused')
		await troubles.getByRole('button', { name: 'Put away' }).click()
		await troubles.waitFor({ state: 'detached' })
		await types('/nothing')
		await says(page.getByRole('alert'), '/nothing is not a valid command')
		await composer().fill('')
		await stage.slack.forget()
	})

	it('shows each only their own, and to a phone one thing at a time', async () => {
		await page.setViewportSize({ width: 400, height: 740 })
		await look('phone')
		expect(Number(await page.evaluate('document.documentElement.scrollWidth'))).toBe(400)
		await page.goto(`${served.address}/slack/?as=diego&theme=dark`)
		await page.getByRole('button', { name: '# support' }).waitFor()
		await goTo('general')
		await says(page.getByRole('log'), 'I see')
		expect(await page.getByText('Only visible to you').count()).toBe(0)
		const [file] = [...stage.slack.world.files.keys()]
		const stranger = await fetch(`${served.address}/slack/file/${file}/error.txt?as=mallory`)
		expect(stranger.status).toBe(404)
		const forged = await fetch(`${served.address}/slack/act?as=ada`, { method: 'POST', body: '{}' })
		expect(forged.status).toBe(415)
	})

	/** Does it, and waits until no window is left. */
	async function closed(act: () => Promise<unknown>): Promise<void> {
		await act()
		await dialog().waitFor({ state: 'detached' })
	}

	/** Chooses in the last menu of a message. */
	async function more(message: Locator, item: string): Promise<void> {
		const openers = message.getByRole('button', { name: 'More actions' })
		const inBlocks = item === 'Red'
		await (inBlocks ? openers.first() : openers.last()).click()
		await message.getByRole('menuitem', { name: item }).click()
	}
})
