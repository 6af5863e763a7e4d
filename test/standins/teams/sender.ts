import { randomUUID } from 'node:crypto'
import { type Json, threadMark, type User, type World } from './world.ts'

export type Answer = { readonly status: number; readonly body: unknown }

/** Who sends people's acts to the service, signed. */
export type Sender = {
	/** Where the service listens. */
	serves(url: string): void
	send(user: User, activity: Json): Promise<Answer>
	/** Sends whatever it is given; without `authorization` with none. */
	post(body: string, authorization?: string): Promise<Answer>
	/** The activity that was sent last, whole. */
	last(): Json | undefined
}

export function createSender(world: World): Sender {
	let service = ''
	let last: Json | undefined

	async function post(body: string, authorization?: string): Promise<Answer> {
		const answer = await fetch(`${service}/api/messages`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) },
			body,
		})
		const text = await answer.text()
		return { status: answer.status, body: text ? (JSON.parse(text) as unknown) : undefined }
	}

	return {
		serves(url) {
			service = url
		},
		post,
		last: () => last,
		async send(user, activity) {
			last = fullActivity(world, user, activity)
			const answer = await post(JSON.stringify(last), `Bearer ${await world.issuer.sign()}`)
			if (answer.status >= 500) world.problems.push(`the service answers ${answer.status}`)
			return answer
		},
	}
}

/** An activity with all that the connector adds. */
export function fullActivity(world: World, user: User, activity: Json): Json {
	world.ids += 1
	return {
		id: activity.type === 'invoke' ? `f:${randomUUID()}` : `17${String(world.ids).padStart(11, '0')}`,
		timestamp: new Date(world.now()).toISOString(),
		channelId: 'msteams',
		serviceUrl: world.serviceUrl,
		from: {
			id: user.id,
			name: user.name,
			...(user.aadObjectId && { aadObjectId: user.aadObjectId }),
			...(user.tenantId && { tenantId: user.tenantId }),
		},
		recipient: { id: world.botId, name: 'Sportello' },
		locale: user.locale,
		localTimezone: user.timeZone,
		...activity,
		...channelDataOf(world, activity),
		entities: [
			{ type: 'clientInfo', locale: user.locale, country: 'IT', platform: 'Web', timezone: user.timeZone },
			...((activity.entities as Json[] | undefined) ?? []),
		],
	}
}

/** What the connector says of where something happens; what an activity says itself of it stays. */
function channelDataOf({ tenantId, channelType }: World, activity: Json): Json {
	if ('channelData' in activity && activity.channelData === undefined) return {}
	const { id, conversationType } = part(activity.conversation)
	const channel = { channel: { id: String(id).split(threadMark)[0], type: channelType } }
	const given = activity.channelData ?? { tenant: { id: tenantId } }
	return { channelData: { ...(conversationType === 'channel' && channel), ...part(given) } }
}

function part(value: unknown): Json {
	return typeof value === 'object' && value !== null ? (value as Json) : {}
}
