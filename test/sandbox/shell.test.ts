import type { Browser, FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { absent, inspect, openBrowser } from './browsing.ts'
import { mail } from './mail/index.ts'
import { password } from './settled.ts'
import { portal } from './portal/index.ts'
import { type Served, serve } from './serve.ts'
import { setStage, type Stage } from './stage.ts'

describe.skipIf(absent)('the sandbox in a browser', () => {
	let stage: Stage
	let served: Served
	let browser: Browser
	let page: Page

	beforeAll(async () => {
		stage = await setStage()
		served = await serve(stage, [mail, portal])
		browser = await openBrowser()
		page = await browser.newPage({ viewport: { width: 1_440, height: 900 } })
		page.setDefaultTimeout(30_000)
	})
	afterAll(async () => {
		await browser?.close()
		await served?.close()
		await stage?.strike()
	})

	const inMail = () => page.frameLocator('#window-mail iframe')
	const inPortal = (): FrameLocator => page.frameLocator('#window-portal iframe')
	const onPortal = () => inPortal().frameLocator('iframe')
	const choose = (window: string, who: string) =>
		page
			.getByRole('group', { name: `${window} as` })
			.getByRole('button', { name: who })
			.click()

	test('somebody new signs up: the letter comes by itself, and its link opens as whom it is to', async () => {
		await page.goto(`${served.address}/?theme=light&open=mail,portal&mail=visitor&portal=visitor`)
		await inMail().getByText('Nothing has arrived yet.').waitFor()
		await onPortal().getByRole('link', { name: 'Sign up' }).click()
		await onPortal().getByLabel('First name').fill('Nina')
		await onPortal().getByLabel('Last name').fill('Verdi')
		await onPortal().getByLabel('Email address').fill('nina@new.example')
		await onPortal().getByRole('button', { name: 'Sign up' }).click()
		await inMail()
			.getByRole('button', { name: /Welcome/ })
			.click()
		const [window, tour] = [page.locator('#window-mail'), page.getByRole('region', { name: 'Tour' })]
		for (const part of [window, tour]) expect((await part.boundingBox())?.height).toBeGreaterThan(700)
		await inspect(page, 'wide-light')
		// The portal's window is elsewhere and comes back as the visitor, for that is whose letter it is.
		await choose('Portal', 'Ada')
		await onPortal().getByRole('heading', { name: 'Sign in' }).waitFor()
		await inMail().frameLocator('iframe').getByRole('link').first().click()
		await onPortal().getByLabel('New password', { exact: true }).fill('a long walk by the lake')
		expect(new URL(page.url()).searchParams.get('portal')).toBe('visitor')
		await onPortal().getByLabel('Repeat the new password').fill('a long walk by the lake')
		await onPortal().getByRole('button', { name: 'Set password' }).click()
		await onPortal().getByText('Your password is set.').waitFor()
		await page.locator('[data-step=ask].done').waitFor()
		await expect(stage.app.ports.accounts.byEmail('nina@new.example')).resolves.toMatchObject({
			proved: true,
		})
	})

	test('each is signed in on their own, and the address brings it all back', async () => {
		await choose('Portal', 'Carla')
		await inPortal().getByRole('button', { name: 'Sign in as Carla' }).click()
		await onPortal().getByRole('heading', { name: 'Le mie richieste' }).waitFor()
		await page.goto(`${served.address}/?theme=light&open=mail,portal&mail=ben&portal=ben`)
		await inMail().getByText('Nothing has arrived yet.').waitFor()
		const request = `${stage.app.ports.settings.publicUrl}/requests/1021`
		const letters = page.frames().find(frame => frame.url().includes('/mail/'))
		await letters?.evaluate(`parent.postMessage({ open: '${request}' }, location.origin)`)
		await inPortal().getByRole('status', { name: 'Address' }).getByText('/sign-in').waitFor()
		await inPortal().getByRole('button', { name: 'Sign in as Ben' }).click()
		await onPortal().getByRole('heading', { name: 'Upload of the product photos fails' }).waitFor()
		await choose('Portal', 'Ada')
		await onPortal().getByLabel('Password').fill(password)
		await onPortal().getByLabel('Email address').fill('ada@acme.example')
		await onPortal().getByRole('button', { name: 'Sign in' }).click()
		await onPortal().getByRole('heading', { name: 'My requests' }).waitFor()
		await page.getByRole('button', { name: 'Dark' }).click()
		await page.getByRole('button', { name: 'Mail', exact: true }).click()
		await page.reload()
		await onPortal().getByRole('heading', { name: 'My requests' }).waitFor()
		expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
		expect(await page.locator('#window-mail').isHidden()).toBe(true)
		const inside = page.frames().find(frame => frame.url().startsWith(stage.portals.ada.address))
		const ground = await inside?.evaluate('getComputedStyle(document.body).backgroundColor')
		expect(ground).toBe('rgb(17, 23, 26)')
		await inspect(page, 'wide-dark')
	})

	test('a letter shows as HTML, as text and with its headers, and fetches nothing', async () => {
		await page.goto(`${served.address}/?theme=dark&open=mail&mail=ben`)
		const asked: string[] = []
		page.on('request', request => asked.push(new URL(request.url()).host))
		const ben = await stage.app.ports.accounts.byEmail('ben@partner.example')
		const { tickets } = stage.app.ports
		const ada = await stage.app.ports.accounts.byEmail('ada@acme.example')
		if (!ada || !ben) throw new Error('nobody is there')
		const text = 'See ![this](https://evil.example/pixel.png) and <b>that</b>.'
		const opened = await tickets.open({ by: ada.id, via: 'web', subject: 'A picture', text, files: [] })
		if ('refused' in opened) throw new Error(opened.refused)
		await tickets.addCc({ by: ada.id, via: 'web', ticket: opened.ticket.id, email: ben.email })
		await page.getByRole('button', { name: '+15 min' }).click()
		await page.getByText('+15 min', { exact: true }).last().waitFor()
		await inMail()
			.getByRole('button', { name: /A picture/ })
			.click()
		await inMail().frameLocator('iframe').getByRole('link', { name: 'Open the request' }).waitFor()
		await inMail().getByRole('button', { name: 'Text' }).click()
		await inMail()
			.getByRole('link', { name: /\/requests\/\d+$/ })
			.waitFor()
		await inMail().getByRole('button', { name: 'Headers' }).click()
		for (const name of ['References', 'List-Unsubscribe', 'List-Unsubscribe-Post']) {
			await inMail().getByText(name, { exact: true }).waitFor()
		}
		await inspect(page, 'headers-dark')
		expect(new Set(asked)).toEqual(new Set([new URL(served.address).host]))
	})

	test('time passes when it is told to, for the service too', async () => {
		const before = stage.clock.now()
		await page.getByRole('button', { name: '+4 days' }).click()
		await page.getByText(/\+4 d \d/).waitFor()
		expect(stage.clock.now() - before).toBeGreaterThanOrEqual(4 * 24 * 60 * 60_000)
		// Who is waited for is reminded.
		await choose('Mail', 'Ada')
		await inMail()
			.getByRole('button', { name: /Keyboard layout resets/ })
			.waitFor()
	})

	test('has one thing at a time where it is narrow, and does without a mouse', async () => {
		const narrow = await browser.newPage({ viewport: { width: 360, height: 740 } })
		narrow.setDefaultTimeout(30_000)
		await narrow.goto(`${served.address}/?theme=light&open=mail,portal&mail=ben`)
		await narrow.frameLocator('#window-mail iframe').getByRole('button').first().waitFor()
		expect(await narrow.locator('#window-portal').isHidden()).toBe(true)
		expect(Number(await narrow.evaluate('document.documentElement.scrollWidth'))).toBe(360)
		await inspect(narrow, 'narrow-mail')
		await narrow.getByRole('button', { name: 'Tour' }).press('Enter')
		await narrow.getByRole('heading', { name: 'Say how it was, on the web' }).waitFor()
		await inspect(narrow, 'narrow-tour')
		await narrow.getByRole('button', { name: 'Show me: Say how it was, on the web' }).press('Enter')
		await narrow
			.frameLocator('#window-portal iframe')
			.getByRole('button', { name: 'Sign in as Ada' })
			.press('Enter')
		await narrow.locator('#window-portal').waitFor()
		await inspect(narrow, 'narrow-portal')
		await narrow.close()
	})
})
