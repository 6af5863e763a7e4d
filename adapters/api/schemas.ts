import * as z from 'zod'
import { grants, locales, roles } from '../../src/domain/account.ts'
import { priorities, statuses } from '../../src/domain/ticket.ts'
import { commentBytes, emailLength, nameLength, subjectLength } from '../../src/rules/limits.ts'
import { normalizeEmail } from '../../src/rules/email.ts'
import { isBlank, oneLine } from '../../src/text/rich.ts'

/*
 * What is sent and answered. The same schemas parse, and make the OpenAPI document.
 */

export const time = z.iso.datetime()
const id = z.string().meta({ description: 'Opaque' })

/** In a path or a body: an address as it is kept. */
export const email = z
	.string()
	.max(emailLength)
	.transform((typed, context) => {
		const normal = normalizeEmail(typed)
		if (normal !== undefined) return normal
		context.addIssue({ code: 'custom', message: 'is not a mail address' })
		return z.NEVER
	})
	.meta({ type: 'string', format: 'email' })

export const subject = z
	.string()
	.transform(oneLine)
	.refine(text => !isBlank(text), 'is empty')
	.refine(text => [...text].length <= subjectLength, `has more than ${subjectLength} characters`)
	.meta({ type: 'string', maxLength: subjectLength })

export const commentText = z
	.string()
	.refine(text => !isBlank(text), 'is empty')
	.refine(
		text => new TextEncoder().encode(text).length <= commentBytes,
		`has more than ${commentBytes} bytes`,
	)
	.meta({ type: 'string', description: 'Markdown' })

export const name = z.string().trim().max(nameLength)

export const uploads = z
	.array(z.string().max(2_000))
	.optional()
	.meta({ description: 'Files, as “createUpload” answered each' })

export const numberPath = z.strictObject({
	number: z
		.string()
		.refine(typed => /^\d{1,15}$/.test(typed), 'is not a number')
		.transform(Number)
		.meta({ type: 'integer', minimum: 1, description: 'The number of the request' }),
})

export const idPath = z.strictObject({ id: z.string().max(40) })

/** Pages are walked by `cursor`, never by numbers. */
export const paging = {
	cursor: z.string().max(200).optional().meta({ description: 'From “next” or “previous” of a page' }),
	size: z
		.string()
		.refine(typed => /^(100|[1-9]\d?)$/.test(typed), 'is not from 1 to 100')
		.transform(Number)
		.default(25)
		.meta({ type: 'integer', minimum: 1, maximum: 100, default: 25 }),
}

export const person = z
	.strictObject({ id, name: z.string(), role: z.enum(roles) })
	.meta({ id: 'Person', description: 'Someone as others may see them' })

export const copied = z.strictObject({ id, name: z.string(), email: z.string() })

const organizationName = z.strictObject({ id, name: z.string() })

const summary = {
	number: z.int(),
	subject: z.string(),
	status: z.enum(statuses),
	priority: z.enum(priorities),
	requester: person,
	createdAt: time,
	activityAt: time,
}

export const ticketSummary = z
	.strictObject({
		...summary,
		organization: organizationName.optional(),
		assignee: person.optional(),
		waitingSince: time.optional(),
	})
	.meta({ id: 'TicketSummary', description: 'A request, as a line of a list' })

export const ticket = z
	.strictObject({
		...summary,
		organization: organizationName.optional(),
		assignee: person.optional(),
		waitingSince: time.optional(),
		ccs: z.array(copied),
		followUpOf: z.int().optional(),
		mergedInto: z.int().optional(),
		rating: z.strictObject({ good: z.boolean(), text: z.string().optional(), at: time }).optional(),
		lastSequence: z.int().meta({ description: 'Of the last comment; internal notes count' }),
		url: z.url().meta({ description: 'Its page in the portal' }),
	})
	.meta({ id: 'Ticket', description: 'A request for support' })

export const ticketPage = z
	.strictObject({
		tickets: z.array(ticketSummary),
		next: z.string().optional(),
		previous: z.string().optional(),
	})
	.meta({ id: 'TicketPage' })

export const comment = z
	.strictObject({
		sequence: z.int(),
		author: person,
		public: z.boolean().meta({ description: 'false: an internal note, which only support reads' }),
		text: z.string().meta({ description: 'Markdown' }),
		createdAt: time,
		editedAt: time.optional(),
		withdrawn: z.boolean(),
		files: z.array(
			z.strictObject({
				id,
				name: z.string(),
				size: z.int().meta({ description: 'Bytes' }),
				type: z.string(),
				state: z.enum(['waiting', 'stored', 'lost']),
			}),
		),
	})
	.meta({ id: 'Comment', description: 'One turn of a conversation' })

export const account = z
	.strictObject({
		id,
		email: z.string(),
		firstName: z.string(),
		lastName: z.string(),
		role: z.enum(roles),
		organization: organizationName.optional(),
		grant: z.enum(grants),
		locale: z.enum(locales).optional(),
		timeZone: z.string().optional(),
		proved: z.boolean(),
		disabled: z.boolean(),
	})
	.meta({ id: 'Account', description: 'A person on the support platform' })

export const organization = z
	.strictObject({
		id,
		name: z.string(),
		grant: z.enum(grants).meta({ description: 'What members may do with one another’s requests' }),
	})
	.meta({ id: 'Organization' })

export type Shown<T extends z.ZodType> = z.input<T>
