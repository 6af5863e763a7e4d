import { join } from 'node:path'
import { openLog } from '../../../adapters/log/open.ts'
import manifest from '../../../manifests/slack.json' with { type: 'json' }
import type { Account } from '../../../src/domain/account.ts'
import { tokenHash } from '../../../src/features/tokens.ts'
import type { TokenPurpose } from '../../../src/ports/sign-ins.ts'
import { type Browser, openBrowser } from '../../adapters/web/pages/browser.ts'
import { slackEnvironment } from '../../standins/environment.ts'
import { type SlackStandIn, startSlack } from '../../standins/slack/index.ts'
import { openWorld, type World } from '../../world.ts'

export const password = 'quattro gatti sul divano'

/** The service with its pages and Slack, by a clock that only moves when it is told to. */
export type House = {
	readonly world: World
	readonly slack: SlackStandIn
	/** All that was logged. */
	readonly logged: readonly string[]
	/** What the command line needs to work on the same. */
	readonly environment: Readonly<Record<string, string>>
	/** Sends a form to a page, from a network address. */
	readonly post: (
		path: string,
		fields: Readonly<Record<string, string>>,
		from?: string,
		cookie?: string,
	) => Promise<Answered>
	/** Someone new, with {@link password} unless it is said otherwise. */
	account(
		email: string,
		more?: { readonly password?: boolean; readonly proved?: boolean; readonly disabled?: boolean },
	): Promise<Account>
	/** A token as a letter carries it. */
	token(
		purpose: TokenPurpose,
		whose: { readonly email: string; readonly account?: string },
		lifetime?: number,
	): Promise<string>
	/** A browser with what it was given to keep. */
	browser(cookie: string): Browser
	/** Another network address with each call. */
	readonly newAddress: () => string
	close(): Promise<void>
}

export type Answered = {
	readonly status: number
	readonly headers: readonly (readonly [string, string])[]
	readonly body: string
	/** As a browser would send it back. */
	readonly cookie: string
}

/** @param folder for files, and for the database where none is named */
export async function openHouse({
	folder,
	databaseUrl = `sqlite:${join(folder, 'sportello.db')}`,
}: {
	readonly folder: string
	readonly databaseUrl?: string
}): Promise<House> {
	const environment = {
		DATABASE_URL: databaseUrl,
		FILES_URL: `file:${join(folder, 'files')}`,
		SECRET_KEY: 'k'.repeat(32),
	}
	let now = Date.now()
	const clock = { now: () => now, advance: (milliseconds: number) => void (now += milliseconds) }
	const logged: string[] = []
	const slack = await startSlack({
		now: clock.now,
		scopes: manifest.oauth_config.scopes.bot,
		events: manifest.settings.event_subscriptions.bot_events,
	})
	const world = await openWorld(
		{
			...slackEnvironment(slack),
			TRUSTED_PROXIES: '127.0.0.1',
			...environment,
		},
		{ clock, log: openLog('trace', { write: line => void logged.push(line) }) },
	)
	await slack.serves(world.address)
	const { ports } = world.app
	const origin = ports.settings.publicUrl
	let addresses = 0
	const newAddress = () => {
		addresses += 1
		return `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`
	}
	const token: House['token'] = async (purpose, { email, account }, lifetime = 60_000) => {
		const secret = ports.secrets.hash(ports.secrets.id())
		const hash = tokenHash(ports.secrets, secret)
		await ports.signIns.issueToken({
			...{ purpose, email, hash, expiresAt: clock.now() + lifetime },
			...(account === undefined ? { firstName: 'Nina', lastName: 'Blu' } : { account }),
		})
		return secret
	}
	return {
		world,
		slack,
		logged,
		environment,
		newAddress,
		token,
		async post(path, fields, from = newAddress(), cookie = '') {
			const answer = await fetch(`${world.address}${path}`, {
				method: 'POST',
				body: new URLSearchParams(fields),
				redirect: 'manual',
				headers: { origin, 'x-forwarded-for': from, ...(cookie && { cookie }) },
			})
			const cookies = answer.headers.getSetCookie().map(one => one.split(';', 1)[0] ?? '')
			return {
				status: answer.status,
				headers: [...answer.headers].filter(([name]) => name !== 'date'),
				body: await answer.text(),
				cookie: cookies.join('; '),
			}
		},
		async account(email, more = {}) {
			const names = { firstName: 'Nina', lastName: 'Blu', role: 'user' as const }
			const made = await ports.accounts.add({ email, ...names, proved: more.proved ?? true })
			if (!made) throw new Error(`${email} is there already`)
			if (more.password ?? true) {
				const secret = await token('reset', { email, account: made.id })
				const hash = tokenHash(ports.secrets, secret)
				await ports.signIns.setPassword({ token: hash, password: await ports.passwords.hash(password) })
			}
			if (more.disabled) await ports.accounts.change(made.id, { disabled: true })
			return made
		},
		browser: cookie => {
			const kept = cookie.split('; ').map(one => one.split('=', 2) as [string, string])
			return openBrowser(origin, Object.fromEntries(kept))
		},
		async close() {
			await slack.idle()
			await world.close()
			await slack.stop()
		},
	}
}
