import type { Issuer } from './issuer.ts'
import type { Attachment } from './seen.ts'

export type Json = Readonly<Record<string, unknown>>
export type Card = Json & { readonly body: readonly Json[] }

export type { Attachment } from './seen.ts'

/** A message in a conversation, from the bot or from a person. */
export type Message = {
	readonly id: string
	readonly conversation: string
	readonly from: string
	text: string
	summary: string
	attachments: Attachment[]
	/** What was attached when it came. */
	readonly came: readonly Attachment[]
	suggestions: readonly { readonly title: string; readonly value: string }[]
	/** What Teams would refuse in it, or show otherwise than meant. */
	problems: readonly string[]
	/** The bot knows of it: of what is said in a channel, it hears what names it. */
	heard: boolean
	/** When it came. */
	readonly at: number
	/** Its sender has changed it since. */
	edited: boolean
	/** When it came or changed, as a running number. */
	touched: number
	/** What is filled in, and which parts were folded out. */
	inputs: Map<string, string>
	shown: Set<string>
	/** What the client says of the inputs. */
	errors: Map<string, string>
}

/** A dialog over the conversation. */
export type Dialog = Pick<Message, 'inputs' | 'shown' | 'errors' | 'problems'> & {
	readonly title: string
	readonly card: Card
	/** The command of the message extension that it belongs to. */
	readonly commandId: string
}

/** A message that the connector does not take. */
export type Refusal = { readonly status: number; readonly retryAfter?: string; readonly code?: string }

export type User = {
	readonly id: string
	readonly aadObjectId?: string
	readonly name: string
	readonly locale: string
	readonly timeZone: string
	/** Another tenant than the conversation's. */
	readonly tenantId?: string
}

/** Everything there is; who is in it is looked up by id. */
export type World = {
	readonly appId: string
	readonly appPassword: string
	readonly tenantId: string
	readonly botId: string
	readonly now: () => number
	readonly issuer: Issuer
	origin: string
	serviceUrl: string
	/** Everyone who has been heard of, by id. */
	readonly people: Map<string, User>
	messages: Message[]
	/** What people have deleted, and could take back. */
	deleted: Message[]
	readonly files: Map<string, { readonly name: string; readonly bytes: Uint8Array; readonly type: string }>
	/** Upload sessions of people's OneDrive: what has arrived so far, and how much is to come. */
	readonly uploads: Map<
		string,
		{ bytes: Uint8Array; size: number | undefined; refuse?: number; readonly name?: string }
	>
	readonly blocked: Set<string>
	/** What the connector answers to the next messages instead of taking them. */
	readonly refusals: Refusal[]
	/** How many messages the connector was asked to take. */
	calls: number
	readonly problems: string[]
	/** Tokens that were granted to the bot. */
	readonly granted: Set<string>
	clock: number
	ids: number
	/** By the message's id, what of it was sent last as it was typed then. */
	readonly sent: Map<string, string>
	/** What the channel is made for. */
	channelType: 'standard' | 'private' | 'shared'
}

export const cardType = 'application/vnd.microsoft.card.adaptive'

export function cardOf(message: Pick<Message, 'attachments'>): Card | undefined {
	return message.attachments.find(({ contentType }) => contentType === cardType)?.content as Card | undefined
}

export function newMessage(
	world: World,
	message: Partial<Message> & Pick<Message, 'conversation' | 'from'>,
): Message {
	world.clock += 1
	const made: Message = {
		id: message.id ?? nextId(world),
		text: '',
		summary: '',
		attachments: [],
		came: message.attachments ?? [],
		suggestions: [],
		problems: [],
		heard: true,
		at: world.now(),
		edited: false,
		touched: world.clock,
		inputs: new Map(),
		shown: new Set(),
		errors: new Map(),
		...message,
	}
	world.messages.push(made)
	return made
}

/** The channel that stories play in. */
export const channelId = '19:desk@thread.tacv2'

/** What stands between a channel and the post that a thread in it is about. */
export const threadMark = ';messageid='

/** A post in a channel, with a thread of its own. */
export function newPost(
	world: World,
	channel: string,
	message: Omit<Partial<Message>, 'id' | 'conversation'> & Pick<Message, 'from'>,
): Message {
	const id = nextId(world)
	return newMessage(world, { ...message, id, conversation: `${channel}${threadMark}${id}` })
}

/** The conversation that a message is in, as activities name it. */
export function placeOf({ tenantId }: World, { conversation: id }: Pick<Message, 'conversation'>): Json {
	return id.includes(threadMark)
		? { id, conversationType: 'channel', tenantId, isGroup: true }
		: { id, conversationType: 'personal', tenantId }
}

function nextId(world: World): string {
	world.ids += 1
	return `17${String(world.ids).padStart(11, '0')}`
}

/** What an input holds before anyone types. */
export function valueOf({ value }: Json): string {
	return typeof value === 'string' ? value : ''
}

/** All that is typed and chosen in a card. */
export function typedIn({ inputs }: Pick<Message, 'inputs'>): string {
	return [...inputs.values()].filter(Boolean).join(' ')
}
