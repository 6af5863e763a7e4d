import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, it } from 'vitest'
import { type ConnectedSlack, connectSlack, type Slack, startSlack } from './index.ts'
import { startStory } from './story.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
	for (const end of ends.splice(0).toReversed()) await end()
})

async function inProcess(): Promise<Slack> {
	const slack = await startSlack()
	ends.push(() => slack.stop())
	return slack
}

async function ownProcess(): Promise<Slack> {
	const main = new URL('main.ts', import.meta.url).pathname
	const child = spawn(process.execPath, ['--import', 'tsx', main], { stdio: ['ignore', 'pipe', 'inherit'] })
	ends.push(async () => {
		child.kill('SIGTERM')
		const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode]
		expect(code).toBe(0)
	})
	const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
	return connectSlack(JSON.parse(line).controlUrl)
}

async function setting(start: () => Promise<Slack>) {
	const slack = await start()
	const service = await startStory(() => slack)
	ends.push(() => service.stop())
	await slack.serves(service.url)
	const ada = slack.person({ id: 'U0ADA', name: 'ada', realName: 'Ada Rossi', email: 'ada@example.com' })
	return { slack, service, ada }
}

for (const [where, start] of [
	['in this process', inProcess],
	['in a process of its own', ownProcess],
] as const)
	describe(`the story ${where}`, () => {
		it('goes from the list to the form, its errors, and the thanks', async () => {
			const { slack, service, ada } = await setting(start)

			const list = await ada.types('/tickets mine')
			expect(list.screen).toMatchInlineSnapshot(`
				"Sportello (#general, only visible to you)
				# My requests
				#1044 New badge  [Open]
				#1043 No coffee  [Open]
				#1042 Broken printer  [Open]
				‹Sort: ●Newest first | Oldest first› [New request] [On the web ↗] [Forget me]"
			`)
			await expect(ada.presses('Open')).rejects.toThrow('3 buttons match Open')
			await expect(ada.presses('Close')).rejects.toThrow('no buttons match Close')
			await ada.presses('Open', { beside: '#1043' })

			const sorted = await ada.chooses('Sort', 'Oldest first')
			expect(sorted.screen).toContain('[Open]\n#1043')
			expect(ada.messages()).toHaveLength(1)
			expect((await ada.presses('On the web')).url).toBe('https://example.com/requests')

			const before = service.arrivals.length
			expect((await ada.presses('Forget me')).asked).toBe('Everything goes.')
			expect(service.arrivals).toHaveLength(before)
			await ada.presses('Forget me', { confirm: true })
			expect(service.arrivals).toHaveLength(before + 1)

			await ada.presses('New request')
			expect(ada.modal?.title).toBe('New request')
			await ada.submits()
			expect(ada.modal?.errors).toEqual({
				Subject: 'Please complete this required field.',
				'Your message': 'Please complete this required field.',
			})
			const bytes = randomBytes(100_000)
			await ada.fills({ Subject: 'Nothing', 'Your message': 'It does\nnot print.' })
			await ada.attaches('Files', [{ name: 'photo ü.png', bytes }])
			const refused = await ada.submits()
			expect(refused.screen).toMatchInlineSnapshot(`
				"══ New request ══
				Subject:
				  |Nothing|
				  ! Say what it is about.
				Your message:
				  |It does
				  |not print.|
				Files (optional):
				  [files: photo ü.png]
				[Cancel] [Send]"
			`)
			await ada.fills({ Subject: 'Printer' })
			await ada.submits()
			expect(ada.modal).toBeUndefined()
			expect(service.downloads).toEqual([bytes])

			await slack.idle()
			expect(ada.messages('bot').map(({ text }) => text)).toEqual(['Received: Printer'])
			expect(ada.screen()).toBe('Sportello (direct message)\nReceived: Printer')
			expect(slack.problems).toEqual([])
		})

		it('goes through home, direct messages and shortcuts', async () => {
			const { slack, ada } = await setting(start)
			expect((await ada.opensHome()).screen).toBe('══ Home ══\nWelcome')
			const seen = await ada.writes('hello <you> & https://example.com/x')
			expect(seen.message?.text).toContain('You said: hello &lt;you&gt; &amp; <https://example.com/x>')
			expect(ada.messages('bot')).toHaveLength(2)
			await ada.usesShortcut('new_request')
			expect(ada.modal?.privateMetadata).toBe('kept')
			await ada.closes()
			expect(ada.modal).toBeUndefined()
			expect(slack.ledger.map(({ what }) => what)).toContain('view_closed')
			expect(slack.problems).toEqual([])
		})

		it('shows a service that fails and writes it down', async () => {
			const { slack, ada } = await setting(start)
			const seen = await ada.types('/tickets broken')
			expect(seen.error).toBe('/tickets failed with the error "dispatch_failed"')
			expect(slack.problems).toMatchObject([
				{ what: 'command /tickets', problem: 'answered with status 500' },
			])
			expect((await ada.types('/tickets quiet')).message).toBeUndefined()
		})
	})

it('moves the clock of a process of its own', async () => {
	const slack = (await ownProcess()) as ConnectedSlack
	const service = await startStory(() => slack)
	ends.push(() => service.stop())
	await slack.serves(service.url)
	const ada = slack.person({ id: 'U0ADA' })
	await ada.types('/tickets')
	const url = String(service.arrivals[0]?.payload.response_url)
	const post = () => fetch(url, { method: 'POST', body: JSON.stringify({ text: 'x' }) })
	expect((await post()).status).toBe(200)
	await slack.advance(31 * 60_000)
	expect(await (await post()).json()).toMatchObject({ error: 'expired_url' })
})
