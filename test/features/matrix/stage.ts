import { sql } from 'kysely'
import manifest from '../../../manifests/slack.json' with { type: 'json' }
import type { Account, Role } from '../../../src/domain/account.ts'
import type { Identity } from '../../../src/domain/identity.ts'
import type { Ticket } from '../../../src/domain/ticket.ts'
import { tokenHash } from '../../../src/features/tokens.ts'
import type { Log } from '../../../src/ports/outside.ts'
import type { Source } from '../../../src/ports/tickets.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { type Browser, openBrowser } from '../../adapters/web/pages/browser.ts'
import { allowed } from '../../contracts/cast.ts'
import { slackEnvironment, teamsEnvironment } from '../../standins/environment.ts'
import { type SlackStandIn, startSlack } from '../../standins/slack/index.ts'
import { startTeams, type Teams } from '../../standins/teams/index.ts'
import { openWorld, type World } from '../../world.ts'
import { people, type Who } from './verdicts.ts'

/** Words that stand in one place each, so that an answer tells where it was read from. */
export const canaries = { subject: 'kingfisher', note: 'nightjar' } as const

/** One of the people on every surface. */
export type Character = {
	/** Absent: they have none, and are connected nowhere. */
	readonly account: Account | undefined
	/** In Slack and in Teams. */
	readonly user: string
	readonly browser: Browser
}

/** A request with what someone wrote on it in a message that they may still change. */
export type Case = { readonly ticket: Ticket; readonly source: Source }

/** The service with every edge, and everyone at each of them. */
export type Stage = {
	readonly world: World
	readonly slack: SlackStandIn
	readonly teams: Teams
	readonly cast: Readonly<Record<Who, Character>>
	/** Opens a request as the verdicts have it: everyone stands to it as their name says. */
	ask(who: Who, source: Source): Promise<Case>
	/** All that anyone could have changed: the request as support reads it, and how much of everything there is. */
	state(ticket: Ticket): Promise<string>
	close(): Promise<void>
}

const team = 'T0WORLD'
/** The channel in Slack in which people type. */
export const slackChannel = { id: 'C0DESK', name: 'desk' } as const

const counted = [
	...(['tickets', 'comments', 'comment_sources', 'attachments', 'ccs', 'events', 'rights_events'] as const),
	...(['accounts', 'organizations', 'links', 'mutes', 'preferences', 'saved_answers'] as const),
	...(['triage_rooms', 'passwords', 'sessions'] as const),
]

/**
 * @param log hears all that is logged
 * @param environment added to what the service is told
 */
export async function openStage({
	log,
	environment = {},
}: {
	readonly log?: Log
	readonly environment?: Readonly<Record<string, string>>
} = {}): Promise<Stage> {
	// It stands still, so that no news is due and nobody is told anything beside the answers.
	let now = Date.now()
	const clock = { now: () => now, advance: (milliseconds: number) => void (now += milliseconds) }
	const slack = await startSlack({
		now: clock.now,
		scopes: manifest.oauth_config.scopes.bot,
		events: manifest.settings.event_subscriptions.bot_events,
		team: { id: team, name: 'Acme', domain: 'acme' },
	})
	const teams = await startTeams({ now: clock.now })
	const world = await openWorld(
		{
			...slackEnvironment(slack),
			...teamsEnvironment(teams),
			...environment,
		},
		{ clock, ...(log && { log }) },
	)
	await slack.serves(world.address)
	teams.serves(world.address)
	const accounts = await accountsOf(world)
	const members = people.map(userOf)
	await slack.channel({ ...slackChannel, members })
	const cast = {} as Record<Who, Character>
	for (const who of people) {
		const account = accounts[who]
		const user = userOf(who)
		slack.person({ id: user, realName: who })
		const { aadObjectId } = teams.activity({ id: user, name: who }, {}).from as { aadObjectId: string }
		const browser = openBrowser(world.app.ports.settings.publicUrl)
		if (account) {
			await link(world, { platform: 'slack', space: team, user }, account)
			await link(world, { platform: 'teams', space: teams.tenantId, user: aadObjectId }, account)
			await signIn(world, browser, account)
		}
		// Where they are spoken to alone.
		await teams.person({ id: user, name: who }).types('help')
		cast[who] = { account, user, browser }
	}
	await world.app.drain()
	const by = (account: Account | undefined) => ({ by: account?.id ?? '', via: 'test' })
	const { tickets } = world.app.ports
	return {
		world,
		slack,
		teams,
		cast,
		async ask(who, source) {
			const asks = by(who === 'agent: requester' ? accounts[who] : world.cast.ada)
			const subject = `The lamp of the ${canaries.subject}`
			const { ticket } = allowed(await tickets.open({ ...asks, subject, text: 'Dark.', files: [] }))
			const on = { ticket: ticket.id }
			for (const cc of ['user: CC', 'agent: CC'] as const) {
				allowed(await tickets.addCc({ ...asks, ...on, email: accounts[cc]?.email ?? '' }))
			}
			const note = `Not for them: ${canaries.note}`
			allowed(await tickets.addComment({ ...world.diego, ...on, text: note, files: [], public: false }))
			allowed(await tickets.addComment({ ...asks, ...on, text: 'Still.', files: [], source }))
			allowed(await tickets.assign({ ...world.diego, ...on, assignee: world.cast.diego.id }))
			return { ticket, source }
		},
		async state({ id, number }) {
			const { diego } = world.cast
			const rows = counted.map(table => sql`(select count(*) from ${sql.table(table)})`)
			const all = sql`select ${sql.join(rows.map((row, at) => sql`${row} as ${sql.ref(`n${at}`)}`))}`
			return JSON.stringify([
				await tickets.find(diego, number),
				await tickets.conversation(diego, id, { size: 50 }),
				await tickets.history(diego, id, { size: 50 }),
				(await all.execute(world.app.database.store.kysely)).rows,
			])
		},
		async close() {
			await slack.idle()
			await world.close()
			await slack.stop()
			await teams.stop()
		},
	}
}

function userOf(who: Who): string {
	return `U0${who.toUpperCase().replaceAll(/[^A-Z]/g, '')}`
}

async function accountsOf({ app, cast }: World): Promise<Readonly<Record<Who, Account | undefined>>> {
	const staff = async (name: string, role: Role): Promise<Account> => {
		const email = `${name}@support.example`
		const added = await app.ports.accounts.add({
			...{ email, firstName: name, lastName: 'Rizzi', role, proved: true },
		})
		if (!added) throw new Error(`${name} is there already`)
		return added
	}
	return {
		nobody: undefined,
		'user: requester': cast.ada,
		'user: CC': cast.ben,
		'user: colleague': cast.carla,
		'user: stranger': cast.mallory,
		'agent: assignee': cast.diego,
		'agent: stranger': await staff('emma', 'agent'),
		'agent: requester': await staff('fabio', 'agent'),
		'agent: CC': await staff('gaia', 'agent'),
		'admin: stranger': await staff('root', 'admin'),
	}
}

/** Connects without the letter, which has its own stories. */
async function link({ app, clock }: World, identity: Identity, account: Account): Promise<void> {
	const hash = `code of ${identity.platform} ${identity.user}`
	const { links } = app.ports
	await links.issueCode({ identity, account: account.id, hash, expiresAt: clock.now() + 60_000, tries: 5 })
	if (!(await links.link({ identity, name: 'x', hash }))) throw new Error('the code was not taken')
}

/** Sets a password without the letter, and signs in with it. */
async function signIn({ app, clock }: World, browser: Browser, { id, email }: Account): Promise<void> {
	const { signIns, secrets, passwords } = app.ports
	const token = tokenHash(secrets, `token of ${id}`)
	const password = 'a long walk by the lake'
	const kept = { purpose: 'reset', email, account: id, hash: token } as const
	await signIns.issueToken({ ...kept, expiresAt: clock.now() + 60_000 })
	await signIns.setPassword({ token, password: await passwords.hash(password) })
	const door = await browser.get('/sign-in')
	const submit = wordsOf('en')('portal.signIn')
	const page = await browser.send(
		door.forms.find(form => form.submit === submit),
		{ email, password },
	)
	if (page.status !== 200) throw new Error(page.text)
}
