import { type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'
import type { Account } from '../../../src/domain/account.ts'
import type { Ticket } from '../../../src/domain/ticket.ts'
import { codeFor, codeHash } from '../../../src/features/codes.ts'
import { executablePath, flags } from '../../browser/look.ts'
import { allowed } from '../../contracts/cast.ts'
import { inspect } from '../browsing.ts'
import { type Name, people } from '../people.ts'
import { serve } from '../serve.ts'
import { setStage, type Stage } from '../stage.ts'
import { teamsPane } from './index.ts'

/** The window in a browser, and what a story does with it. */
export type Playing = {
	readonly stage: Stage
	/** Of the sandbox's server. */
	readonly address: string
	readonly context: BrowserContext
	/** Opens the window as someone; `where` goes on with its address. */
	opens(name: Name, where?: string): Promise<Page>
	account(name: Name): Promise<Account>
	/** Connects someone without the mail. */
	link(name: Name): Promise<void>
	/** Ada asks on the web. */
	asks(subject: string): Promise<Ticket>
	/** Closes the pages that are open. */
	leave(): Promise<void>
	close(): Promise<void>
}

export async function play(): Promise<Playing> {
	const stage = await setStage()
	const { ports } = stage.app
	const served = await serve(stage, [teamsPane])
	const browser = await chromium.launch({ executablePath, args: [...flags] })
	const context = await browser.newContext({ viewport: { width: 1_000, height: 800 } })
	context.setDefaultTimeout(30_000)
	const pages: Page[] = []
	const account = async (name: Name) => {
		const found = await ports.accounts.byEmail(people[name].email)
		if (!found) throw new Error(`${name} has no account`)
		return found
	}
	return {
		stage,
		address: served.address,
		context,
		account,
		async opens(name, where = '') {
			const page = await context.newPage()
			pages.push(page)
			await page.goto(`${served.address}/teams/?as=${name}${where}`)
			await page.getByRole('log').waitFor()
			return page
		},
		async link(name) {
			const { links, secrets } = ports
			const { teams: id, realName } = people[name]
			const { aadObjectId: user } = stage.teams.activity({ id }, {}).from as { aadObjectId: string }
			const identity = { platform: 'teams', space: stage.teams.tenantId, user }
			const hash = codeHash(secrets, identity, codeFor(secrets, 'connect-code', name))
			const { id: owner } = await account(name)
			const expiresAt = stage.clock.now() + 60_000
			await links.issueCode({ identity, account: owner, hash, expiresAt, tries: 1 })
			await links.link({ identity, name: realName, hash })
		},
		async asks(subject) {
			const { id } = await account('ada')
			const act = { by: id, via: 'test', subject, text: 'See there.', files: [] }
			return allowed(await ports.tickets.open(act)).ticket
		},
		async leave() {
			for (const page of pages.splice(0)) await page.close()
		},
		async close() {
			await browser.close()
			await served.close()
			await stage.strike()
		},
	}
}

export async function writes(page: Page, text: string, box = 'Type a message'): Promise<void> {
	await page.getByLabel(box, { exact: true }).fill(text)
	await page.keyboard.press('Enter')
}

/** The newest card. */
export function card(page: Page): Locator {
	return page.locator('.message .card').last()
}

/** Nothing for axe to find in either theme; set `SCREENSHOTS` to a folder to see the page. */
export async function look(page: Page, name: string): Promise<void> {
	const url = new URL(page.url())
	const dark = url.searchParams.get('theme') === 'dark'
	await inspect(page, `teams-${name}-${dark ? 'dark' : 'light'}`)
	url.searchParams.set('theme', dark ? 'light' : 'dark')
	const other = await page.context().newPage()
	await other.goto(url.href)
	await other.getByRole('log').waitFor()
	await inspect(other, `teams-${name}-${dark ? 'light' : 'dark'}`)
	await other.close()
}
