import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { identityKey } from '../../src/domain/identity.ts'
import { codeFor, codeHash } from '../../src/features/codes.ts'
import { disconnectChat } from '../../src/features/portal-code.ts'
import { bursts } from '../../src/rules/limits.ts'
import { wordsOf } from '../../src/words/index.ts'
import { allowed } from '../contracts/cast.ts'
import { teamsEnvironment } from '../standins/environment.ts'
import { startTeams, type Teams } from '../standins/teams/index.ts'
import { openWorld, type World } from '../world.ts'
import { ada, type Playground, startPlayground } from './playground.ts'

/** Debian's; `apt-get install chromium`. Set `SCREENSHOTS` to a folder to see every step as it looks. */
const executablePath = '/usr/bin/chromium'
const absent = !existsSync(executablePath) && !process.env['CI']
const say = wordsOf('en')

describe.skipIf(absent)(
	`Microsoft’s Playground in a browser${absent ? ` (skipped: there is no ${executablePath})` : ''}`,
	() => {
		let teams: Teams
		let world: World
		let playground: Playground
		let browser: Browser
		let page: Page

		beforeAll(async () => {
			teams = await startTeams()
			world = await openWorld({
				...teamsEnvironment(teams),
				TEAMS_SERVICE_HOSTS: 'localhost',
			})
			playground = await startPlayground(teams, world.address)
			browser = await chromium.launch({
				executablePath,
				args: [
					'--headless',
					'--no-sandbox',
					'--disable-gpu',
					'--disable-quic',
					'--no-first-run',
					'--disable-background-networking',
					'--disable-component-update',
					'--disable-sync',
				],
			})
			page = await browser.newPage({ viewport: { width: 1_440, height: 1_000 } })
			page.setDefaultTimeout(30_000)
		})
		afterAll(async () => {
			await browser?.close()
			await playground?.close()
			await world?.close()
			await teams?.stop()
		})

		const identity = () => ({ platform: 'teams', space: teams.tenantId, user: ada.aadObjectId })

		async function link(): Promise<void> {
			const { links, secrets } = world.app.ports
			const hash = codeHash(secrets, identity(), codeFor(secrets, 'connect-code', 'playground'))
			const expiresAt = world.clock.now() + 60_000
			const account = world.cast.ada.id
			await links.issueCode({ identity: identity(), account, hash, expiresAt, tries: 1 })
			await links.link({ identity: identity(), name: 'Ada', hash })
		}

		async function look(name: string): Promise<void> {
			const folder = process.env['SCREENSHOTS']
			if (!folder) return
			await mkdir(folder, { recursive: true })
			await page.screenshot({ path: join(folder, `playground-${name}.png`) })
		}

		const types = async (text: string) => {
			await page.getByRole('textbox').first().click()
			await page.keyboard.type(text)
			await page.keyboard.press('Enter')
		}
		const sees = (text: string) => page.getByText(text).last().waitFor()
		/** Beside the cards, the client has buttons of its own. */
		const presses = (name: string) =>
			page.locator('.ac-adaptiveCard').getByRole('button', { name }).last().click()

		test('carries list, request, reply and what nobody asked for', async () => {
			const { tickets } = world.app.ports
			const by = { by: world.cast.ada.id, via: 'command line' }
			const { ticket } = allowed(
				await tickets.open({ ...by, subject: 'Broken printer', text: 'It jams.', files: [] }),
			)
			await page.goto(playground.address)
			await sees(say('home.title'))
			await look('1-welcome')

			await link()
			allowed(
				await tickets.addComment({
					...world.diego,
					ticket: ticket.id,
					text: 'Have you tried tray 3?',
					files: [],
				}),
			)
			world.clock.advance(bursts.settle)
			await world.app.drain()
			await sees('Have you tried tray 3?')
			await look('2-news')

			await types('mine')
			await sees('Broken printer')
			await look('3-list')

			await presses(say('ticket.open'))
			await sees('It jams.')
			await look('4-request')

			await presses(say('ticket.reply'))
			await page.getByLabel(say('reply.text')).last().fill('Tray 3 works.')
			await look('5-form')
			await presses(say('reply.submit'))
			await sees(say('reply.done', { number: String(ticket.number) }))
			await look('6-reply')
			const { comments } = await tickets.conversation(world.cast.diego, ticket.id, { size: 10 })
			expect(comments.map(({ text }) => text)).toEqual([
				'It jams.',
				'Have you tried tray 3?',
				'Tray 3 works.',
			])

			await disconnectChat(world.app.ports, world.cast.ada.id, identityKey(identity()))
			await world.app.drain()
			await sees(say('disconnect.elsewhere', { name: 'Ada Rossi' }))
			await look('7-told')
			await presses(say('connect.action'))
			await page.getByLabel(say('connect.email')).last().waitFor()
			await look('8-connect')
			expect(world.faults).toEqual([])
			expect(teams.problems).toEqual([])
		})
	},
)
