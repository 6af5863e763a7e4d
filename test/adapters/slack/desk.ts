import manifest from '../../../manifests/slack.json' with { type: 'json' }
import type { Account } from '../../../src/domain/account.ts'
import { slackEnvironment } from '../../standins/environment.ts'
import { type Person, type SlackStandIn, startSlack } from '../../standins/slack/index.ts'
import { openWorld, type TestClock, testClock, type World } from '../../world.ts'

/** Slack and the service, each to be looked at from both sides; Ada and Carla are connected, Mallory is not. */
export type Desk = {
	readonly slack: SlackStandIn
	readonly world: World
	readonly clock: TestClock
	readonly ada: Person
	readonly carla: Person
	readonly mallory: Person
	/** The methods that the service called since the last `slack.forget()`. */
	called(): readonly string[]
	close(): Promise<void>
}

const team = 'T0WORLD'

export async function openDesk(
	options: { readonly socket?: boolean; readonly scopes?: readonly string[] } = {},
): Promise<Desk> {
	const clock = testClock()
	const slack = await startSlack({
		now: () => clock.now(),
		scopes: [...(options.scopes ?? manifest.oauth_config.scopes.bot)],
		events: manifest.settings.event_subscriptions.bot_events,
		team: { id: team, name: 'Acme', domain: 'acme' },
	})
	const world = await openWorld(
		{
			...slackEnvironment(slack),
			...(options.socket && { SLACK_APP_TOKEN: slack.appToken }),
		},
		{ clock },
	)
	if (!options.socket) await slack.serves(world.address)
	const { cast } = world
	await link(world, 'U0ADA', cast.ada)
	await link(world, 'U0CARLA', cast.carla)
	return {
		slack,
		world,
		clock,
		ada: slack.person({ id: 'U0ADA', name: 'ada', realName: 'Ada Rossi' }),
		carla: slack.person({ id: 'U0CARLA', name: 'carla', realName: 'Carla Neri' }),
		mallory: slack.person({ id: 'U0MALLORY', name: 'mallory', realName: 'Mallory Gray' }),
		called: () => slack.ledger.filter(({ way }) => way === 'to_slack').map(({ what }) => what),
		async close() {
			await slack.idle()
			await world.close()
			await slack.stop()
		},
	}
}

/** Connects without the letter, which has its own stories. */
export async function link({ app, clock }: World, user: string, account: Account): Promise<void> {
	const identity = { platform: 'slack', space: team, user }
	const hash = `code of ${user}`
	const { links } = app.ports
	await links.issueCode({
		identity,
		account: account.id,
		hash,
		expiresAt: clock.now() + 60_000,
		tries: 5,
	})
	if (!(await links.link({ identity, name: user, hash }))) throw new Error('the code was not taken')
}

/** A request of Ada's, taken by Diego, and his answer. */
export async function answeredRequest({ world }: Desk, subject = 'The printer is jammed'): Promise<number> {
	const { tickets } = world.app.ports
	const by = { by: world.cast.ada.id, via: 'command line' }
	const opened = await tickets.open({ ...by, subject, text: 'It *jams*.', files: [] })
	if ('refused' in opened) throw new Error(opened.refused)
	const { id, number } = opened.ticket
	await tickets.assign({ ...world.diego, ticket: id, assignee: world.cast.diego.id })
	await tickets.addComment({ ...world.diego, ticket: id, text: 'Have you tried tray 3?', files: [] })
	return number
}

/** What was said on a request, as Diego reads it. */
export async function saidOn({ world }: Desk, number: number): Promise<string[]> {
	const { tickets } = world.app.ports
	const ticket = await tickets.find(world.cast.diego, number)
	if (!ticket) throw new Error(`no request ${number}`)
	const { comments } = await tickets.conversation(world.cast.diego, ticket.id, { size: 100 })
	return comments.map(({ text }) => text)
}

export { team }
