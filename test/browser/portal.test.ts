import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { unsubscribeAddress } from '../../src/features/unsubscribe.ts'
import { allowed } from '../contracts/cast.ts'
import { openWorld, type World } from '../world.ts'
import { executablePath, flags, look as lookAt } from './look.ts'

const absent = !existsSync(executablePath) && !process.env['CI']
const password = 'lantern orbit velvet 42'

describe.skipIf(absent)(
	`the portal in a browser${absent ? ` (skipped: there is no ${executablePath})` : ''}`,
	() => {
		let world: World
		let browser: Browser
		let address: string
		let mirror: BrowserContext

		beforeAll(async () => {
			world = await openWorld({ SUPPORT_NAME: 'Acme Support' })
			address = world.address.replace('127.0.0.1', 'localhost')
			browser = await chromium.launch({
				executablePath,
				args: [...flags],
			})
			mirror = await browser.newContext({ reducedMotion: 'reduce' })
			mirror.setDefaultTimeout(30_000)
		})
		afterAll(async () => {
			await browser?.close()
			await world?.close()
		})

		/** As people with scripts switched off have it. */
		const openContext = async (locale = 'en-GB'): Promise<BrowserContext> => {
			const context = await browser.newContext({ javaScriptEnabled: false, locale, reducedMotion: 'reduce' })
			context.setDefaultTimeout(30_000)
			return context
		}

		const look = (page: Page, name: string) => lookAt(page, mirror, name)

		async function linkFrom(email: string): Promise<string> {
			await world.app.drain()
			const link = /https?:\/\/\S+\?token=[0-9a-f]+/.exec(world.mail.newestTo(email).text)?.[0]
			return link ?? `no link in: ${world.mail.newestTo(email).text}`
		}

		async function setPassword(page: Page, link: string, text: string): Promise<void> {
			await page.goto(link)
			await page.getByLabel('New password', { exact: true }).fill(text)
			await page.getByLabel('Repeat the new password').fill(text)
			await page.getByRole('button', { name: 'Set password' }).click()
		}

		async function signIn(page: Page, email: string, text: string): Promise<void> {
			await page.goto(`${address}/sign-in`)
			await page.getByLabel('Email address').fill(email)
			await page.getByLabel('Password').fill(text)
			await page.getByRole('button', { name: 'Sign in' }).click()
		}

		test('from signing up to a reset password, by mail, with scripts switched off', {
			timeout: 600_000,
		}, async () => {
			const context = await openContext()
			const page = await context.newPage()
			const email = 'nina@new.example'

			await page.goto(address)
			await look(page, 'sign-in')
			await page.getByRole('link', { name: 'Sign up' }).click()
			await page.getByRole('button', { name: 'Sign up' }).click()
			await look(page, 'sign-up-errors')
			await page.getByLabel('First name').fill('Nina')
			await page.getByLabel('Last name').fill('Verdi')
			await page.getByLabel('Email address').fill(email)
			await page.getByRole('button', { name: 'Sign up' }).click()
			await look(page, 'mailed')

			const welcome = await linkFrom(email)
			await page.goto(welcome)
			await look(page, 'set-password')
			await setPassword(page, welcome, password)
			await page.getByText('Your password is set.').waitFor()
			await look(page, 'password-set')
			await signIn(page, email, 'wrong wrong wrong')
			await look(page, 'sign-in-refused')
			await signIn(page, email, password)
			await page.getByText('You have not opened a request yet.').waitFor()
			await look(page, 'list-empty')

			await page.getByRole('link', { name: 'New request' }).first().click()
			await look(page, 'new')
			await page.getByLabel('How can we help?').fill('It prints *every second* label upside down.')
			await page.getByRole('button', { name: 'Send request' }).click()
			await look(page, 'new-errors')
			await page
				.getByLabel('Subject')
				.fill('The label printer in Hall 3 prints every second label upside down')
			await page.getByRole('button', { name: 'Send request' }).click()
			const number = Number(/\/requests\/(\d+)$/.exec(page.url())?.[1])
			const { tickets, accounts } = world.app.ports
			const nina = await accounts.byEmail(email)
			const ticket = nina && (await tickets.find(nina, number))
			if (!nina || !ticket) throw new Error('the request is not there')
			await tickets.assign({ ...world.diego, ticket: ticket.id, assignee: world.diego.by })
			allowed(
				await tickets.addComment({
					...world.diego,
					ticket: ticket.id,
					text: 'Hello Nina,\n\ncould you try:\n\n1. switch it off\n2. wait a minute\n\n```\nprinter --status --verbose --and-a-long-option=that-does-not-fit-on-a-telephone\n```\n\n> E-204 means that the ribbon is out of step.\n\nSee https://printers.example/e-204.',
					files: [],
					status: 'pending',
				}),
			)

			await page.goto(`${address}/requests`)
			for (const list of ['Requests I am CC’d on', 'My requests']) {
				await page.getByRole('link', { name: new RegExp(`^${list}`) }).click()
				await page.getByRole('heading', { level: 1, name: list }).waitFor()
			}
			await look(page, 'list')
			await page.getByRole('link', { name: /label printer/ }).click()
			await page.getByLabel('Your message').fill('Here is what it says.')
			await page.getByLabel('Files').setInputFiles([
				{ name: 'status output.txt', mimeType: 'text/plain', buffer: Buffer.from('E-204') },
				{ name: 'photo.png', mimeType: 'image/png', buffer: Buffer.alloc(120_000, 7) },
			])
			await page.getByRole('button', { name: 'Send' }).click()
			await page.getByText(`Your message was added to request #${number}.`).waitFor()
			await page.getByRole('link', { name: 'status output.txt' }).waitFor()
			await look(page, 'request')
			await page.getByRole('button', { name: 'Mark as solved' }).click()
			await look(page, 'solve')
			await page.goto(`${address}/settings`)
			await look(page, 'settings')

			await page.getByRole('button', { name: 'Show a code' }).click()
			expect(page.url()).toMatch(/#chats$/)
			await look(page, 'settings-code')
			await page.goto(`${address}/requests/${number}`)
			await page.getByLabel('Your message').fill('It took me a while to write this.')
			world.clock.advance(31 * 60_000)
			await page.getByRole('button', { name: 'Send' }).click()
			await page.getByText('What you wrote is kept').waitFor()
			await look(page, 'signed-out')
			await page.getByLabel('Email address').fill(email)
			await page.getByLabel('Password').fill(password)
			await page.getByRole('button', { name: 'Sign in' }).click()
			expect(await page.getByLabel('Your message').inputValue()).toBe('It took me a while to write this.')
			await look(page, 'request-again')
			await page.getByRole('button', { name: 'Send' }).click()
			await page.getByText('It took me a while to write this.').waitFor()
			expect(await page.locator(':focus').getAttribute('id')).toMatch(/^comment-\d+$/)

			const elsewhere = await openContext('it-IT')
			const other = await elsewhere.newPage()
			await other.goto(`${address}/sign-in`)
			await look(other, 'sign-in-it')
			await other.close()

			const kept = await context.cookies()
			await page.getByRole('button', { name: 'Sign out', exact: true }).first().click()
			await page.getByText('You have signed out.').waitFor()
			await context.addCookies(kept)
			await page.goto(`${address}/requests`)
			expect(page.url()).toContain('/sign-in')

			await signIn(page, email, password)
			const before = await context.cookies()
			await context.clearCookies()
			await page.goto(`${address}/password/forgot`)
			await look(page, 'forgot')
			// A mailbox gets one letter of a kind in so many minutes.
			world.clock.advance(16 * 60_000)
			await page.getByLabel('Email address').fill(email)
			await page.getByRole('button', { name: 'Send link' }).click()
			await setPassword(page, await linkFrom(email), `${password} again`)
			await page.getByText('Your password is set.').waitFor()
			await context.addCookies(before)
			await page.goto(`${address}/requests`)
			expect(page.url()).toContain('/sign-in')
			await signIn(page, email, password)
			await page.getByRole('alert').waitFor()
			await signIn(page, email, `${password} again`)
			await page.getByText('The label printer').waitFor()
			await page.goto(`${address}/requests/999999`)
			await look(page, 'not-there')
			await accounts.change(nina.id, { locale: 'it', organization: world.cast.acme.id })
			for (const [path, name] of [
				['/requests?scope=ccd', 'list-it'],
				[`/requests/${number}`, 'request-it'],
				['/settings', 'settings-it'],
				['/home', 'home-it'],
				['/help', 'help-it'],
			] as const) {
				await page.goto(address + path)
				await look(page, name)
			}
			// Whoever holds a letter about a request is not signed in.
			const letters = await openContext()
			const held = await letters.newPage()
			const known = await accounts.byId(nina.id)
			const leave = unsubscribeAddress(world.app.ports, known ?? nina).replace('127.0.0.1', 'localhost')
			await held.goto(leave)
			await look(held, 'unsubscribe-it')
			await accounts.change(nina.id, { locale: 'en' })
			await held.reload()
			await look(held, 'unsubscribe')
			await held.getByRole('button', { name: 'Unsubscribe' }).click()
			await held.getByText('You are unsubscribed').first().waitFor()
			await look(held, 'unsubscribed')
			await held.goto(`${leave}x`)
			await look(held, 'unsubscribe-gone')
			await letters.close()
			expect(world.faults).toEqual([])
			await context.close()
			await elsewhere.close()
		})

		test('a keyboard alone is enough: skip link, form, errors', { timeout: 60_000 }, async () => {
			const context = await openContext()
			const page = await context.newPage()
			await page.goto(`${address}/sign-up`)
			await page.keyboard.press('Tab')
			expect(await page.locator(':focus').innerText()).toBe('Skip to content')
			await page.keyboard.press('Enter')
			await page.keyboard.press('Tab')
			expect(await page.locator(':focus').getAttribute('name')).toBe('firstName')
			await page.keyboard.type('Nina')
			await page.keyboard.press('Enter')
			await page.getByRole('alert').waitFor()
			expect(await page.getByLabel('First name').inputValue()).toBe('Nina')
			await page.getByRole('alert').getByRole('link').first().press('Enter')
			expect(await page.locator(':focus').getAttribute('name')).toBe('lastName')
			await context.close()
		})
	},
)
