import { type Activity as SdkActivity, CloudAdapter, type TurnContext } from 'botbuilder'
import {
	AuthenticationConstants,
	AuthenticationError,
	BotFrameworkAuthenticationFactory,
	ServiceClientCredentialsFactory,
} from 'botframework-connector'
import type { Ports } from '../../src/ports/index.ts'
import { type Bytes, type Chats, type Clock, type Profiles, Unavailable } from '../../src/ports/outside.ts'
import type { Places } from '../../src/ports/places.ts'
import { identityKey } from '../../src/domain/identity.ts'
import { checkedTokens } from './checked.ts'
import { activityOf, isBlocked } from './connector.ts'
import { createTell } from './deliver.ts'
import { guard, issuer, type Passed } from './guard.ts'
import { loginUrlOf, serviceHosts } from './hosts.ts'
import { identityOf, onceOf } from './identity.ts'
import { openEndorsements } from './keys.ts'
import { createNotify, createReplace } from './notify.ts'
import { profileAt } from './places.ts'
import { receive } from './receive.ts'
import { recent } from './recent.ts'
import { createPost } from './room.ts'
import { patience } from './standing.ts'
import { botToken } from './token.ts'
import type { Answer, Outgoing, RemoteFile, Turn, World } from './turn.ts'

export type TeamsSettings = {
	readonly appId: string
	readonly appPassword: string
	/** The only tenants that are served; with a single one, the bot is registered there. */
	readonly tenantIds: readonly string[]
	/** In place of Microsoft's, for tests and the sandbox. */
	readonly openIdMetadataUrl?: string
	readonly loginUrl?: string
	/** Host names without a port, in place of Microsoft's; names of this machine may be without TLS. */
	readonly serviceHosts?: readonly string[]
}

export type TeamsDeps = {
	readonly ports: Ports
	readonly places: Places
	/** Fetches what people upload; checks the address that a name has. */
	readonly openRemote: (file: RemoteFile) => Promise<Bytes>
}

export type Teams = Chats & {
	/**
	 * Answers one `POST /api/messages`. Never throws; a refusal has no body.
	 * @param body the parsed JSON, whatever it is
	 * @param authorization the header as it came
	 */
	receive(request: { readonly body: unknown; readonly authorization: string | undefined }): Promise<Answer>
	/** People who have spoken to us alone, or whom this process has heard of. */
	readonly profiles: Profiles
}

/** @throws on an empty app id, which would switch the library's checks off */
export function openTeams(settings: TeamsSettings, deps: TeamsDeps): Teams {
	if (!settings.appId) throw new Error('Teams needs the id of the app')
	const { clock, log } = deps.ports
	const hosts = settings.serviceHosts ?? serviceHosts
	const metadataUrl = settings.openIdMetadataUrl ?? AuthenticationConstants.ToBotFromChannelOpenIdMetadataUrl
	const loginUrl = loginUrlOf(settings)
	const token = botToken({ appId: settings.appId, appPassword: settings.appPassword, loginUrl, clock })
	const endorsements = openEndorsements(metadataUrl, clock)
	const library = openLibrary(settings.appId, { loginUrl, metadataUrl, token, clock })

	const now = () => clock.now()
	const profiles: World['profiles'] = recent({ most: 10_000, lifetime: 24 * 60 * 60_000, now })
	const own: Profiles = {
		of: async identity => profiles.get(identityKey(identity)) ?? profileAt(await deps.places.find(identity)),
	}
	const world: World = {
		ports: { ...deps.ports, profiles: own },
		places: deps.places,
		hosts,
		token,
		openRemote: deps.openRemote,
		profiles,
		forms: recent({ most: 10_000, lifetime: 30 * 60_000, now }),
		writing: recent({ most: 10_000, lifetime: patience, now }),
		left: recent({ most: 2_000, lifetime: 24 * 60 * 60_000, now }),
	}
	const underWay = new Map<string, Promise<Answer>>()

	async function verified(passed: Passed): Promise<Answer> {
		try {
			if (!(await endorsements.has(passed.key, 'msteams'))) return { status: 401 }
			return await answer(world, passed, await library.check(passed))
		} catch (error) {
			if (error instanceof AuthenticationError || isBadToken(error)) return { status: 401 }
			log.error('activity not answered', error, { platform: 'teams' })
			return { status: error instanceof Unavailable ? 503 : 500 }
		}
	}

	return {
		profiles: own,
		tell: createTell(world),
		notify: createNotify(world),
		replace: createReplace(world),
		post: createPost(world),
		async receive({ body, authorization }) {
			const passed = guard(body, authorization, { hosts, tenantIds: settings.tenantIds })
			if ('status' in passed) return passed
			const once = onceOf(passed.activity)
			if (!once) return verified(passed)
			// Teams asks again after 15 s; meanwhile the first one is still being answered.
			const key = JSON.stringify([passed.authorization, once])
			const answering = underWay.get(key) ?? verified(passed).finally(() => underWay.delete(key))
			underWay.set(key, answering)
			return answering
		},
	}
}

async function answer(world: World, { activity }: Passed, inTurn: InTurn): Promise<Answer> {
	const turn: Turn = {
		world,
		activity,
		send: message => inTurn(context => send(context, message)),
		remove: id => inTurn(context => context.deleteActivity(id)),
	}
	try {
		return await receive(turn)
	} catch (error) {
		const identity = identityOf(activity)
		if (!identity || !isBlocked(error as { statusCode?: unknown; code?: unknown })) throw error
		await world.places.block(identity)
		return { status: 200 }
	}
}

async function send(context: TurnContext, message: Outgoing): Promise<void> {
	await context.sendActivity(activityOf(message) as Partial<SdkActivity>)
}

/** The library throws its dependency's errors as they are. */
function isBadToken(error: unknown): boolean {
	return (
		error instanceof Error &&
		['JsonWebTokenError', 'TokenExpiredError', 'NotBeforeError'].includes(error.name)
	)
}

/** The library with its own checks on, and nothing of it that reads before it asks. */
function openLibrary(
	appId: string,
	{
		loginUrl,
		metadataUrl,
		token,
		clock,
	}: {
		readonly loginUrl: string
		readonly metadataUrl: string
		readonly token: () => Promise<string>
		readonly clock: Clock
	},
) {
	const authentication = BotFrameworkAuthenticationFactory.create(
		'',
		true,
		loginUrl,
		AuthenticationConstants.ToChannelFromBotOAuthScope,
		issuer,
		AuthenticationConstants.OAuthUrl,
		metadataUrl,
		AuthenticationConstants.ToBotFromEmulatorOpenIdMetadataUrl,
		'urn:botframework:azure',
		new OwnCredentials(appId, token),
		{ requiredEndorsements: ['msteams'] },
	)
	const adapter = new OpenAdapter(authentication)
	const checked = checkedTokens<Authenticated>(() => clock.now())
	return {
		/**
		 * @returns what opens a turn of the library to do something in the conversation. Most buttons are answered
		 * without one, and it makes two clients for each.
		 * @throws `AuthenticationError`, or an error of the token's own, for a token that is not good
		 */
		async check({ activity, authorization, until }: Passed): Promise<InTurn> {
			// Replies go to the conversation, and never into the answer to the request.
			const { deliveryMode: _, ...rest } = activity
			const given = rest as unknown as SdkActivity
			// Of the activity the library compares only the channel and the address, as the guard does each time.
			const result = await checked.of(authorization, until, () =>
				authentication.authenticateRequest(given, authorization),
			)
			return work => adapter.take(result, given, work)
		},
	}
}

type InTurn = (work: (context: TurnContext) => Promise<void>) => Promise<void>

type Authenticated = Parameters<CloudAdapter['processActivityDirect']>[0] & object

class OpenAdapter extends CloudAdapter {
	async take(
		result: Authenticated,
		activity: SdkActivity,
		logic: (context: TurnContext) => Promise<void>,
	): Promise<void> {
		await this.processActivity(result, activity, logic)
	}
}

/** The bot's own token, which we ask for ourselves: the library's way takes no other authority. */
class OwnCredentials extends ServiceClientCredentialsFactory {
	readonly #appId: string
	readonly #token: () => Promise<string>

	constructor(appId: string, token: () => Promise<string>) {
		super()
		this.#appId = appId
		this.#token = token
	}

	override async isValidAppId(appId: string): Promise<boolean> {
		return appId === this.#appId
	}

	override async isAuthenticationDisabled(): Promise<boolean> {
		return false
	}

	override async createCredentials() {
		const token = this.#token
		return {
			async signRequest<R extends { headers: { set(name: string, value: string): void } }>(request: R) {
				request.headers.set('authorization', `Bearer ${await token()}`)
				return request
			},
		}
	}
}
