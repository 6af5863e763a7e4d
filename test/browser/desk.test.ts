import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allowed } from '../contracts/cast.ts'
import { openWorld, type World } from '../world.ts'
import { executablePath, flags, look } from './look.ts'

const absent = !existsSync(executablePath) && !process.env['CI']
const password = 'lantern orbit velvet 42'

describe.skipIf(absent)(
	`the desk in a browser${absent ? ` (skipped: there is no ${executablePath})` : ''}`,
	() => {
		let world: World
		let browser: Browser
		let mirror: BrowserContext
		let address: string

		beforeAll(async () => {
			world = await openWorld({ SUPPORT_NAME: 'Acme Support' })
			address = world.address.replace('127.0.0.1', 'localhost')
			browser = await chromium.launch({ executablePath, args: [...flags] })
			mirror = await browser.newContext({ reducedMotion: 'reduce' })
			mirror.setDefaultTimeout(30_000)
		})
		afterAll(async () => {
			await browser?.close()
			await world?.close()
		})

		/** Signed in with scripts switched off, as the person of an address. */
		const signedIn = async (email: string): Promise<Page> => {
			const context = await browser.newContext({
				javaScriptEnabled: false,
				locale: 'en-GB',
				reducedMotion: 'reduce',
			})
			context.setDefaultTimeout(30_000)
			const page = await context.newPage()
			await page.goto(`${address}/password/forgot`)
			await page.getByLabel('Email address').fill(email)
			await page.getByRole('button', { name: 'Send link' }).click()
			await world.app.drain()
			const link = /https?:\/\/\S+\?token=[0-9a-f]+/.exec(world.mail.newestTo(email).text)?.[0]
			await page.goto(link ?? '')
			await page.getByLabel('New password', { exact: true }).fill(password)
			await page.getByLabel('Repeat the new password').fill(password)
			await page.getByRole('button', { name: 'Set password' }).click()
			await page.getByLabel('Email address').fill(email)
			await page.getByLabel('Password').fill(password)
			await page.getByRole('button', { name: 'Sign in' }).click()
			return page
		}

		test('an agent works the queue, and the requester rates it', { timeout: 600_000 }, async () => {
			const { tickets, answers } = world.app.ports
			const { ada, ben, carla, mallory } = world.cast
			const open = async (by: string, subject: string) =>
				allowed(await tickets.open({ by, via: 'test', subject, text: `About: ${subject}.`, files: [] }))
					.ticket
			const lamp = await open(ada.id, 'The lamp in the hall has been dark since Monday')
			const urgent = await open(mallory.id, 'Nobody can sign in')
			await tickets.setPriority({ ...world.diego, ticket: urgent.id, priority: 'urgent' })
			const mine = await open(carla.id, 'The calendar is empty')
			await tickets.assign({ ...world.diego, ticket: mine.id, assignee: world.diego.by })
			await open(ben.id, 'A new keyboard, please')
			for (const [name, text] of [
				['Which lamp?', 'Hello {name}, which lamp of #{number} is it?'],
				['Thank you', 'Thank you, {name}.'],
			] as const) {
				await answers.save({ ...world.diego, name, text })
			}

			const page = await signedIn('diego@support.example')
			await page.getByRole('heading', { level: 1, name: 'Unassigned' }).waitFor()
			await look(page, mirror, 'queue')
			await page.getByLabel('Priority').selectOption('Urgent')
			await page.getByRole('button', { name: 'Apply' }).click()
			await page.getByRole('link', { name: 'Nobody can sign in' }).waitFor()
			expect(await page.getByRole('link', { name: 'The lamp' }).count()).toBe(0)
			await look(page, mirror, 'queue-filtered')
			await page.goto(`${address}/queue?priority=low`)
			await look(page, mirror, 'queue-empty')
			await page.goto(`${address}/queue`)
			await page.getByRole('link', { name: 'The lamp' }).click()
			await look(page, mirror, 'desk-request')
			await page.getByRole('button', { name: 'Take' }).click()
			await page.getByText(`Request #${lamp.number} is yours.`).waitFor()
			await page.getByText('Internal note').first().click()
			await page.getByLabel('Note').fill('The caretaker has a spare bulb.')
			await page.getByRole('button', { name: 'Add note' }).click()
			await page.getByText('Your note was added').waitFor()
			await page.getByLabel('Your message').fill('I had a look.')
			await page.getByRole('button', { name: 'Which lamp?' }).click()
			await page.waitForURL(/#reply$/)
			const begun = await page.getByLabel('Your message').inputValue()
			expect(begun).toMatch(/^I had a look\.\n\nHello Ada/)
			await look(page, mirror, 'desk-begun')
			await page
				.getByLabel('Files')
				.first()
				.setInputFiles([{ name: 'bulbs.txt', mimeType: 'text/plain', buffer: Buffer.from('E27') }])
			await page.getByLabel('Status').first().selectOption('Solved')
			await page.getByRole('button', { name: 'Send' }).click()
			await page.getByText('Hello Ada').first().waitFor()
			await look(page, mirror, 'desk-answered')
			await page.getByText('More').click()
			await look(page, mirror, 'desk-more')
			for (const act of ['note', 'status', 'priority', 'assign', 'merge', 'history', 'deliveries']) {
				await page.goto(`${address}/requests/${lamp.number}/${act}`)
				await look(page, mirror, `desk-${act}`)
			}
			await page.goto(`${address}/answers`)
			await look(page, mirror, 'answers')

			const hers = await signedIn('ada@acme.example')
			await hers.goto(`${address}/requests/${lamp.number}`)
			expect(await hers.content()).not.toContain('caretaker')
			await look(hers, mirror, 'request-solved')
			await hers.getByRole('link', { name: 'How was it?' }).click()
			await look(hers, mirror, 'rate')
			await hers.getByRole('button', { name: 'Good' }).click()
			await look(hers, mirror, 'rate-text')
			await hers.getByRole('button', { name: 'Send' }).click()
			await world.app.ports.accounts.change(world.cast.diego.id, { locale: 'it' })
			for (const [path, name] of [
				['/queue', 'queue-it'],
				[`/requests/${lamp.number}`, 'desk-request-it'],
			] as const) {
				await page.goto(address + path)
				await look(page, mirror, name)
			}
			expect(world.faults).toEqual([])
		})
	},
)
