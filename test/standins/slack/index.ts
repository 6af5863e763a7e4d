import { controlRoute } from './control.ts'
import { alterChannel } from './acts.ts'
import { createHands, type Hands } from './hands.ts'
import { createPerson, type Person } from './person.ts'
import { createSender, type Answer, type Forgery, type Request } from './sender.ts'
import { listen } from './server.ts'
import { createSockets } from './socket.ts'
import {
	addChannel,
	type Complaint,
	createWorld,
	type Fault,
	type LedgerEntry,
	type SlackOptions,
	type User,
	type World,
} from './world.ts'

export { checkMessage, checkView } from './check/payload.ts'
export { type ConnectedSlack, connectSlack } from './connect.ts'
export type { Person } from './person.ts'
export { toText } from './text.ts'
export type { SlackOptions } from './world.ts'

/** How a channel is described when it is added. */
export interface NewChannel {
	id: string
	name: string
	/** People and bots in it; the bot is in it unless `withoutBot`. */
	members?: string[]
	private?: boolean
	archived?: boolean
	/** With other workspaces. */
	shared?: boolean
	withoutBot?: boolean
}

/** What becomes of a channel. */
export interface Alteration {
	join?: string
	leave?: string
	archived?: boolean
	shared?: boolean
}

/** Slack as tests and the demo hold it, in this process or in another. */
export interface Slack {
	/** The Web API's root, with a trailing slash: the service's `SLACK_API_URL`. */
	readonly apiUrl: string
	/** Where the same is done over HTTP. */
	readonly controlUrl: string
	readonly signingSecret: string
	readonly botToken: string
	readonly appToken: string
	readonly team: { id: string; name: string; domain: string }
	/** Everything that was received and sent, in order. */
	readonly ledger: readonly LedgerEntry[]
	/** What the service did that Slack would refuse, or how it failed to answer; a good story leaves none. */
	readonly problems: readonly Complaint[]
	/** Says where the service listens, for example `http://127.0.0.1:3000`. */
	serves: (serviceUrl: string) => Promise<void>
	/** Lets a person into the workspace, or finds her again. */
	person: (user: Partial<User> & { id: string }) => Person
	channel: (channel: NewChannel) => Promise<void>
	/** Changes a channel: who comes and goes (`bot` is the bot), whether it is archived or shared. */
	alter: (channel: string, change: Alteration) => Promise<void>
	/** Makes the next calls of a method fail; `response_url` and `files` are names too. */
	fail: (
		method: string,
		fault: { times?: number; answer: string | number; retryAfter?: number },
	) => Promise<void>
	/** Refuses more than one message a second to a conversation, or no longer does. */
	pace: (paced?: boolean) => Promise<void>
	/** Revokes the bot's token, or gives it back. */
	revoke: (revoked?: boolean) => Promise<void>
	/** Waits until everything sent to the service is answered. */
	idle: () => Promise<void>
	/** Sends an exact duplicate of a request: same body, same signature. */
	repeat: (request?: Request) => Promise<Answer>
	/** The last request that was sent over HTTP. */
	lastRequest: () => Promise<Request | undefined>
	/** Sends what claims to be Slack's: another body, a wrong secret, an old timestamp. */
	forge: (forgery: Forgery) => Promise<Answer>
	/** Forgets the ledger and the problems. */
	forget: () => Promise<void>
	stop: () => Promise<void>
}

/** Slack in this process, with its state at hand. */
export interface SlackStandIn extends Slack {
	readonly world: World
	/** What people do, by the ids of what they do it to; `person` does the same by names. */
	readonly hands: Hands
}

/** In this process what people see is read from the state itself. */
const alreadyFresh = async () => {}

/** Starts Slack's stand-in on 127.0.0.1. */
export async function startSlack(options: SlackOptions = {}): Promise<SlackStandIn> {
	const world = createWorld(options)
	const sender = createSender(world)
	world.announce = (event, kind) => sender.event(event, kind)
	const hands = createHands(world, sender)
	const slack = {} as SlackStandIn
	const server = await listen(world, [controlRoute(slack, hands)], work => void sender.track(work))
	const sockets = createSockets(server, world)
	sender.socket = sockets

	const person = (user: Partial<User> & { id: string }) => {
		if (!world.users.has(user.id)) void hands.arrive(user)
		return createPerson(user, hands, () => hands.sightNow(user.id), alreadyFresh)
	}

	const own: Omit<SlackStandIn, 'ledger' | 'problems'> = {
		world,
		hands,
		apiUrl: `${world.origin}/api/`,
		controlUrl: `${world.origin}/control/`,
		signingSecret: world.signingSecret,
		botToken: world.botToken,
		appToken: world.appToken,
		team: world.team,
		serves: async url => {
			world.serviceUrl = url
		},
		person,
		channel: async ({ withoutBot, members = [], ...rest }) => {
			addChannel(world, { ...rest, members: withoutBot ? members : [...members, world.app.botUserId] })
		},
		alter: async (name, change) => alterChannel(world, name, change),
		fail: async (method, { times = 1, answer, retryAfter }) => {
			const fault: Fault = { times, answer, ...(retryAfter === undefined ? {} : { retryAfter }) }
			world.faults.set(method, [...(world.faults.get(method) ?? []), fault])
		},
		pace: async (paced = true) => {
			world.paced = paced
		},
		revoke: async (revoked = true) => {
			world.revoked = revoked
		},
		idle: sender.idle,
		repeat: sender.repeat,
		lastRequest: async () => sender.last(),
		forge: sender.forge,
		forget: async () => {
			world.ledger.length = 0
			world.problems.length = 0
		},
		stop: async () => {
			sockets.close()
			server.closeAllConnections()
			await new Promise(resolve => server.close(resolve))
		},
	}
	Object.defineProperties(slack, {
		ledger: { get: () => world.ledger, enumerable: true },
		problems: { get: () => world.problems, enumerable: true },
	})
	return Object.assign(slack, own)
}
