import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { wordsOf } from '../../src/words/index.ts'
import { absent, inspect, openBrowser } from './browsing.ts'
import { panes } from './panes.ts'
import { people } from './people.ts'
import { type Running, startSandbox } from './running.ts'
import { type Chat, type StepId, steps } from './tour/steps.ts'

const say = wordsOf('en')
const picture = { name: 'lift.png', mimeType: 'image/png', buffer: Buffer.from([137, 80, 78, 71]) }
const subject = 'The lift is stuck'
const answer = 'Somebody comes at three.'
const solved = new RegExp(say('solve.done', { number: '' }).split('#')[1]?.trim() ?? '')
const thanks = 'Thank you, it moves again.'

describe.skipIf(absent)('the tour', () => {
	let temporary: string
	let sandbox: Running
	let address: string
	let browser: Browser
	let page: Page

	beforeAll(async () => {
		temporary = await mkdtemp(join(tmpdir(), 'sportello-tour-test-'))
		sandbox = startSandbox(['npm', 'run', 'demo', '--', '--port', '0'], temporary)
		address = await sandbox.address()
		browser = await openBrowser()
		page = await browser.newPage({ viewport: { width: 1_440, height: 900 } })
		page.setDefaultTimeout(30_000)
	})
	afterAll(async () => {
		await browser?.close()
		sandbox?.stop('SIGINT')
		await sandbox?.ended
		await rm(temporary, { recursive: true, force: true })
	})

	const inside = (window: string) => page.frameLocator(`#window-${window} iframe`)
	const done = (id: StepId) => page.locator(`[data-step=${id}].done`).waitFor()
	const shows = (id: StepId) =>
		page.getByRole('button', { name: `Show me: ${steps.find(step => step.id === id)?.title}` }).click()
	const pass = (time: string) => page.getByRole('button', { name: time, exact: true }).click()

	/** Gives the address, takes the code from the newest letter, and presses Connect. */
	async function connects(client: Client, { email }: { readonly email: string }): Promise<void> {
		await client.form().getByLabel(say('connect.email')).fill(email)
		await client
			.form()
			.getByRole('button', { name: say('connect.submit') })
			.click()
		const code = client.form().getByRole('textbox', { name: say('connect.code') })
		await code.waitFor()
		await inside('mail')
			.getByRole('button', { name: `New: ${say('letter.code.subject')}` })
			.first()
			.click()
		const letter = inside('mail').frameLocator('iframe').locator('.code')
		await code.fill((await letter.innerText()).trim())
		await client.form().getByRole('button', { name: client.next }).click()
		await client
			.form()
			.getByRole('button', { name: say('connect.yes') })
			.click()
	}

	async function tour(chat: Chat, client: Client): Promise<void> {
		await page.goto(`${address}/?theme=light&chat=${chat}`)
		await page.getByRole('button', { name: 'Start again' }).click()
		await page.getByText('0 of 10 done').waitFor()
		await shows('ask')
		await client.command('mine')
		await client.form().getByLabel(say('connect.email')).waitFor()
		await connects(client, people.ada)
		await done('ask')
		await done('connect')
		await done('list')
		await client
			.form()
			.getByRole('button', { name: /Open #1021/ })
			.click()
		await client.form().getByText('It fails for me as well').waitFor()
		await done('read')
		await inspect(page, `tour-${chat}-read`)
		await client.leave()

		await shows('triage')
		await client.command('queue')
		await client.form().getByLabel(say('connect.email')).waitFor()
		await connects(client, people.diego)
		await client.form().getByText(say('queue.unassigned')).first().waitFor()
		await client.leave()
		await client.triage()
		await done('triage')

		await shows('request')
		await client.asks()
		await done('request')

		await shows('answer')
		await client.answers(answer)
		await done('answer')
		await inspect(page, `tour-${chat}-answer`)

		await shows('reply')
		await pass('+15 min')
		await client.writesBack(thanks)
		await done('reply')

		await shows('close')
		await client.solves()
		await pass('+7 days')
		await done('close')

		await shows('rate')
		await inside('portal').getByRole('button', { name: 'Sign in as Ada' }).click()
		const portal = inside('portal').frameLocator('iframe')
		await portal.getByRole('link', { name: say('portal.requests'), exact: true }).click()
		await portal
			.getByRole('link', { name: new RegExp(subject) })
			.first()
			.click()
		await portal.getByRole('link', { name: say('rate.action') }).click()
		await portal.getByRole('button', { name: say('rate.good') }).click()
		await done('rate')
		await page.getByText('All done').waitFor()
		await inspect(page, `tour-${chat}-done`)
		// What the platform would refuse is said in red.
		await page.goto(`${address}/?theme=dark&open=${chat}`)
		await client.shown()
		expect(await inside(chat).getByRole('alert').count()).toBe(0)
		expect(sandbox.said()).not.toContain('"level"')
	}

	test.skipIf(!has('slack'))('is taken in Slack', { timeout: 180_000 }, () =>
		tour('slack', inSlack(inside('slack'), page)),
	)

	test.skipIf(!has('teams'))('is taken in Teams', { timeout: 180_000 }, () =>
		tour('teams', inTeams(inside('teams'), page)),
	)
})

function has(name: Chat): boolean {
	return panes.some(pane => pane.name === name)
}

/** What somebody does in a chat's window; forms and lists are in what is newest there. */
type Client = {
	/** What takes one from the code to whose account it is. */
	readonly next: string
	form(): Locator
	/** Waits until what is in it is there. */
	shown(): Promise<void>
	command(words: string): Promise<void>
	leave(): Promise<void>
	triage(): Promise<void>
	asks(): Promise<void>
	answers(text: string): Promise<void>
	writesBack(text: string): Promise<void>
	solves(): Promise<void>
}

function inSlack(slack: FrameLocator, page: Page): Client {
	const dialog = () => slack.getByRole('dialog')
	const writes = async (text: string, to: string) => {
		await slack.getByRole('textbox', { name: `Message ${to}` }).fill(text)
		await slack.getByRole('main').getByRole('button', { name: 'Send', exact: true }).click()
	}
	const leave = async () => {
		await page.keyboard.press('Escape')
		await dialog().waitFor({ state: 'detached' })
	}
	const enters = (place: string) => slack.getByRole('button', { name: place, exact: true }).click()
	return {
		next: say('connect.code.submit'),
		form: dialog,
		shown: () => slack.getByText(thanks).first().waitFor(),
		command: words => writes(`/tickets ${words}`, 'Sportello'),
		leave,
		async triage() {
			await enters('# support')
			await writes('/tickets triage here', '# support')
		},
		async asks() {
			await writes(`/tickets new ${subject}`, 'Sportello')
			await dialog().getByLabel(say('new.text')).fill('On the second floor.')
			await dialog().locator('input[type=file]').setInputFiles(picture)
			await dialog().getByText(picture.name).waitFor()
			await dialog()
				.getByRole('button', { name: say('new.submit') })
				.click()
			await dialog().getByText('On the second floor.').waitFor()
			await leave()
		},
		async answers(text) {
			await enters('# support')
			const log = slack.getByRole('log')
			await log
				.getByRole('button', { name: say('ticket.take') })
				.last()
				.click()
			await log.getByText('Diego Sala').last().waitFor()
			await log
				.getByRole('button', { name: say('ticket.replyTo') })
				.last()
				.click()
			await dialog().getByLabel(say('reply.text')).fill(text)
			await dialog()
				.getByRole('button', { name: say('reply.submit'), exact: true })
				.click()
			await dialog().getByText(text).first().waitFor()
			await leave()
		},
		async writesBack(text) {
			await slack
				.getByRole('button', { name: /repl(?:y|ies)/ })
				.last()
				.click()
			await slack.getByRole('textbox', { name: 'Reply in thread' }).fill(text)
			await page.keyboard.press('Enter')
		},
		async solves() {
			const log = slack.getByRole('main').getByRole('log')
			// Only then does the message stand still.
			await log.getByText(thanks).waitFor()
			await log
				.getByRole('button', { name: say('ticket.solve') })
				.last()
				.click()
			await log.getByText(say('solve.title')).waitFor()
			await log
				.getByRole('button', { name: say('solve.yes') })
				.last()
				.click()
			await log.getByText(solved).last().waitFor()
		},
	}
}

function inTeams(teams: FrameLocator, page: Page): Client {
	const newest = () => teams.getByRole('article').last()
	const writes = async (text: string, box = 'Type a message') => {
		await teams.getByLabel(box, { exact: true }).fill(text)
		await page.keyboard.press('Enter')
	}
	const post = () => teams.getByRole('group').filter({ hasText: subject })
	return {
		next: say('chat.continue'),
		form: newest,
		shown: () => teams.getByText(subject).first().waitFor(),
		command: words => writes(words),
		leave: async () => {},
		async triage() {
			await teams.getByRole('link', { name: /^support/ }).click()
			await writes('@Sportello triage here', 'Start a post')
		},
		async asks() {
			// News may come below at any time.
			await teams.getByLabel('Attach files').setInputFiles(picture)
			await teams.locator('button.tool.send').click()
			await teams
				.getByRole('button', { name: say('offer.new') })
				.last()
				.click()
			await teams.getByLabel(say('new.subject')).last().fill(subject)
			await teams.getByLabel(say('new.text')).last().fill('On the second floor.')
			await teams
				.getByRole('button', { name: say('new.submit') })
				.last()
				.click()
		},
		async answers(text) {
			await teams.getByRole('link', { name: /^support/ }).click()
			await post()
				.getByRole('button', { name: say('ticket.take') })
				.click()
			await post().getByText('Diego Sala').first().waitFor()
			await post()
				.getByRole('button', { name: say('ticket.replyTo') })
				.click()
			await post().getByText(say('chat.sent.personal')).waitFor()
			await teams.getByRole('link', { name: /^Sportello/ }).click()
			await teams.getByLabel(say('reply.text')).last().fill(text)
			await teams
				.getByRole('article')
				.getByRole('button', { name: say('reply.submit'), exact: true })
				.last()
				.click()
		},
		async writesBack(text) {
			const news = teams.getByRole('article').filter({ hasText: answer }).last()
			await news.getByLabel(say('notice.reply')).fill(text)
			await news.getByRole('button', { name: say('notice.reply.submit') }).click()
		},
		async solves() {
			await writes('mine')
			await newest()
				.getByRole('button', { name: /^Open #/ })
				.first()
				.click()
			await newest()
				.getByRole('button', { name: say('ticket.solve') })
				.click()
			await newest()
				.getByRole('button', { name: say('solve.yes') })
				.click()
			await newest().getByText(solved).waitFor()
		},
	}
}
