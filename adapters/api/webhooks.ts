import * as z from 'zod'
import { fullName } from '../../src/domain/account.ts'
import { priorities, statuses } from '../../src/domain/ticket.ts'
import type { TicketEvent } from '../../src/ports/notices.ts'
import type { WebhookNews } from '../../src/ports/webhooks.ts'
import { webhookEvents } from '../../src/rules/webhooks.ts'
import { comment, copied, person, ticket, time } from './schemas.ts'
import { commentOf, copiedOf, personOf, ticketOf, timeOf } from './show.ts'

/*
 * What is sent to systems beside the service. The same schemas describe it in the OpenAPI document.
 */

type Kind = TicketEvent['kind']
type Of<K extends Kind> = Extract<TicketEvent, { readonly kind: K }>

type Described<K extends Kind> = {
	readonly says: string
	/** What `data` has beside the request and who did it. */
	readonly data: z.ZodRawShape
	readonly show: (event: Of<K>, news: WebhookNews) => object
}

const spoken = {
	data: { comment },
	show: (_: unknown, { comment: said }: WebhookNews) => ({ comment: said && commentOf(said) }),
}
const copy = {
	data: { cc: copied },
	show: (_: unknown, { about }: WebhookNews) => ({
		cc: about && copiedOf({ ...about, name: fullName(about) }),
	}),
}

const described: { readonly [K in Kind]: Described<K> } = {
	opened: { says: 'A request was opened.', data: {}, show: () => ({}) },
	commented: { says: 'Somebody added to the conversation.', ...spoken },
	noted: { says: 'Support wrote an internal note. For accounts of support.', ...spoken },
	edited: { says: 'A comment was changed by its author.', ...spoken },
	withdrawn: { says: 'A comment was taken back by its author.', ...spoken },
	restored: { says: 'A comment that had been taken back was brought back.', ...spoken },
	status: {
		says: 'A request stands elsewhere.',
		data: { from: z.enum(statuses), to: z.enum(statuses) },
		show: ({ from, to }) => ({ from, to }),
	},
	assigned: {
		says: 'A request was given to one of support, or to nobody.',
		data: { assignee: person.optional() },
		show: (_, { about }) => ({ ...(about && { assignee: personOf({ ...about, name: fullName(about) }) }) }),
	},
	'cc-added': { says: 'Somebody was copied on a request.', ...copy },
	'cc-removed': { says: 'Somebody is copied on a request no longer.', ...copy },
	priority: {
		says: 'The priority of a request changed.',
		data: { from: z.enum(priorities), to: z.enum(priorities) },
		show: ({ from, to }) => ({ from, to }),
	},
	merged: {
		says: 'A request goes on in another one; or, for accounts of support, a duplicate has come into it.',
		data: { into: z.int().optional(), duplicate: z.int().optional() },
		show: ({ into, from }) => ({
			...(into !== undefined && { into }),
			...(from !== undefined && { duplicate: from }),
		}),
	},
	rated: {
		says: 'The requester said how it went.',
		data: { good: z.boolean() },
		show: ({ good }) => ({ good }),
	},
	reminded: {
		says: 'The requester, who is waited for, was reminded. For accounts of support.',
		data: {},
		show: () => ({}),
	},
	target: {
		says: 'A promise to the requester is about to be missed. For accounts of support.',
		data: { target: z.enum(['answer', 'solve']), due: time },
		show: ({ target, due }) => ({ target, due: timeOf(due) }),
	},
}

/** Absent where the clock did it. */
const by = person.optional()

const kinds = Object.keys(described) as readonly Kind[]

type MessageType = {
	/** As `type` of the body has it. */
	readonly event: string
	/** The same for generated code: `TicketCreated`. */
	readonly name: string
	readonly says: string
	readonly body: z.ZodObject
}

function messageType(event: string, says: string, data: z.ZodRawShape): MessageType {
	const name = event.replaceAll(/(?:^|[._])(\w)/g, (_, letter: string) => letter.toUpperCase())
	const body = z
		.strictObject({
			type: z.literal(event),
			timestamp: time.meta({ description: 'When it happened; the header says when it was sent' }),
			data: z.strictObject(data),
		})
		.meta({ id: `${name}Message` })
	return { event, name, says, body }
}

/** All that can be sent. */
export const webhookMessages: readonly MessageType[] = [
	...kinds.map(kind => {
		const { says, data } = described[kind]
		return messageType(webhookEvents[kind], says, { ticket, by, ...data })
	}),
	messageType('webhook.test', 'Whether a webhook works: of “sportello webhook test”.', {
		webhook: z.string().meta({ description: 'Its id' }),
	}),
]

/** What is sent of an event, as JSON. */
export function webhookBody(news: WebhookNews, publicUrl: string): string {
	const { event, ticket: present } = news
	const { show } = described[event.kind] as Described<Kind>
	return JSON.stringify({
		type: webhookEvents[event.kind],
		timestamp: timeOf(event.at),
		data: {
			ticket: ticketOf(present, publicUrl),
			...(event.by && { by: personOf(event.by) }),
			...show(event, news),
		},
	})
}

/** What is sent to try a webhook out, as JSON. */
export function webhookTestBody(webhook: string, at: number): string {
	return JSON.stringify({ type: 'webhook.test', timestamp: timeOf(at), data: { webhook } })
}
