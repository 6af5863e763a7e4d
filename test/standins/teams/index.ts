import { randomUUID } from 'node:crypto'
import { type Issuer, startIssuer } from './issuer.ts'
import { createPerson } from './person.ts'
import { createSender, fullActivity, type Sender } from './sender.ts'
import { listen } from './server.ts'
import type { Person } from './verbs.ts'
import { channelId, type Json, type Message, type Refusal, type User, type World } from './world.ts'

export type { Person } from './verbs.ts'

/** Microsoft's side of Teams: issuer, connector, OneDrive and the people. */
export type Teams = {
	readonly appId: string
	readonly appPassword: string
	readonly tenantId: string
	/** The service's `TEAMS_OPENID_METADATA_URL`, `TEAMS_LOGIN_URL` and `TEAMS_SERVICE_HOSTS`. */
	readonly openIdMetadataUrl: string
	readonly loginUrl: string
	readonly serviceHosts: readonly string[]
	readonly serviceUrl: string
	readonly issuer: Issuer
	/** What the service did that Teams would refuse, or how it failed to answer; a good story leaves none. */
	readonly problems: readonly string[]
	readonly world: World
	/** Says where the service listens, for example `http://127.0.0.1:3000`. */
	serves(serviceUrl: string): void
	person(user: Partial<User> & { readonly id: string }): Person
	/** Sends whatever it is given. */
	post: Sender['post']
	/** What stands in the channel, oldest first; under a post, that post and its thread. */
	channel(under?: Message): readonly Message[]
	/** Takes the bot out of the channel. */
	shuts(): void
	/** Tells the bot what became of the channel; who did it is not said. */
	becomes(eventType: string, type?: World['channelType']): Promise<{ readonly status: number }>
	/** An activity of someone's as the connector would send it, unsent. */
	activity(user: Partial<User> & { readonly id: string }, activity: Json): Json
	/** Sends the last activity again, as the connector does when it waited too long. */
	repeat(): Promise<{ readonly status: number; readonly body: unknown }>
	/** Makes the next upload session answer with a status. */
	refuseUpload(status: number): void
	/** Makes the connector refuse the next messages. */
	refuse(...refusals: readonly Refusal[]): void
	forget(): void
	stop(): Promise<void>
}

/** Starts Teams' stand-in on 127.0.0.1. */
export async function startTeams(options: { readonly now?: () => number } = {}): Promise<Teams> {
	const appId = randomUUID()
	const now = options.now ?? Date.now
	const world: World = {
		appId,
		appPassword: randomUUID(),
		tenantId: randomUUID(),
		botId: `28:${appId}`,
		now,
		// The library asks the real clock about tokens, whatever time the story has.
		issuer: await startIssuer({ appId, serviceUrl: () => world.serviceUrl, now: Date.now }),
		origin: '',
		serviceUrl: '',
		people: new Map(),
		messages: [],
		deleted: [],
		files: new Map(),
		uploads: new Map(),
		blocked: new Set(),
		refusals: [],
		calls: 0,
		problems: [],
		granted: new Set(),
		clock: 0,
		ids: 0,
		sent: new Map(),
		channelType: 'standard',
	}
	const server = await listen(world)
	world.serviceUrl = `${world.origin}/`
	const sender = createSender(world)
	const user = (given: Partial<User> & { readonly id: string }): User => {
		const known = world.people.get(given.id)
		const made: User = {
			name: given.id,
			locale: 'en-US',
			timeZone: 'Europe/Rome',
			...(known ?? { aadObjectId: randomUUID() }),
			...given,
		}
		world.people.set(given.id, made)
		return made
	}
	return {
		appId,
		appPassword: world.appPassword,
		tenantId: world.tenantId,
		openIdMetadataUrl: `${world.origin}/openid`,
		loginUrl: `${world.origin}/login`,
		serviceHosts: ['127.0.0.1'],
		serviceUrl: world.serviceUrl,
		issuer: world.issuer,
		problems: world.problems,
		world,
		serves: url => sender.serves(url),
		person: given => createPerson(world, user(given), sender),
		post: (body, authorization) => sender.post(body, authorization),
		channel: under =>
			world.messages.filter(({ conversation }) =>
				under ? conversation === under.conversation : conversation.startsWith(channelId),
			),
		shuts() {
			world.blocked.add(channelId)
		},
		async becomes(eventType, type = world.channelType) {
			world.channelType = type
			const tenant = { id: world.tenantId }
			const activity = fullActivity(world, user({ id: '29:owner' }), {
				type: 'conversationUpdate',
				from: { id: '29:owner' },
				conversation: { id: channelId, conversationType: 'channel', tenantId: tenant.id, isGroup: true },
				channelData: { tenant, channel: { id: channelId, type }, eventType },
			})
			return sender.post(JSON.stringify(activity), `Bearer ${await world.issuer.sign()}`)
		},
		activity: (given, activity) => fullActivity(world, user(given), activity),
		async repeat() {
			const last = sender.last()
			if (!last) throw new Error('nothing was sent yet')
			return sender.post(JSON.stringify(last), `Bearer ${await world.issuer.sign()}`)
		},
		refuseUpload(status) {
			world.uploads.set('next', { bytes: new Uint8Array(), size: undefined, refuse: status })
		},
		refuse(...refusals) {
			world.refusals.push(...refusals)
		},
		forget() {
			world.problems.length = 0
		},
		async stop() {
			server.closeAllConnections()
			await new Promise(resolve => server.close(resolve))
		},
	}
}
