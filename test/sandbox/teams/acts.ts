import * as z from 'zod'
import type { Person } from '../../standins/teams/index.ts'
import { findMessage } from '../../standins/teams/sight.ts'
import type { Seen } from '../../standins/teams/verbs.ts'
import type { Attachment, Dialog, Message, World } from '../../standins/teams/world.ts'
import type { Act, Found, Outcome } from './between.ts'

const attachment = z.object({
	contentType: z.string(),
	content: z.unknown().optional(),
	contentUrl: z.string().exactOptional(),
	name: z.string().exactOptional(),
})
const file = z.object({ name: z.string(), type: z.string(), base64: z.base64() })
const message = z.string()

const act = z.discriminatedUnion('do', [
	z.object({ do: z.literal('installs') }),
	z.object({ do: z.literal('writes'), text: z.string(), files: z.array(file), shared: z.array(attachment) }),
	z.object({
		do: z.literal('posts'),
		text: z.string(),
		under: message.optional(),
		shared: z.array(attachment),
	}),
	z.object({ do: z.literal('edits'), message, text: z.string() }),
	z.object({ do: z.enum(['deletes', 'restores']), message }),
	z.object({
		do: z.literal('presses'),
		message: message.optional(),
		action: z.number(),
		inputs: z.record(z.string(), z.string()),
	}),
	z.object({ do: z.enum(['accepts', 'declines']), message }),
	z.object({ do: z.literal('searches'), words: z.string() }),
	z.object({ do: z.literal('uses'), command: z.string(), message }),
	z.object({ do: z.literal('closes') }),
	z.object({ do: z.literal('pastes'), url: z.string() }),
	z.object({ do: z.literal('forgets') }),
])

/** @throws on whatever the page would not send */
export function readAct(body: unknown): Act {
	return act.parse(body)
}

/** Does as a hand would, and says what came of it. */
export async function perform(world: World, person: Person, act: Act): Promise<Outcome> {
	const seen = await done(world, person, act)
	const { dialog } = person
	return {
		...(seen?.toast !== undefined && { toast: seen.toast }),
		...(seen?.error !== undefined && { error: seen.error }),
		...(seen && 'results' in seen && { found: seen.results as readonly Found[] }),
		...(dialog && { dialog: { title: dialog.title, card: dialog.card, problems: dialog.problems } }),
	}
}

async function done(
	world: World,
	person: Person,
	act: Act,
): Promise<(Seen & { results?: readonly unknown[] }) | undefined> {
	const named = (id: string): Message => {
		const message = findMessage(world, id)
		if (!message) throw new Error('that message is gone')
		return message
	}
	switch (act.do) {
		case 'installs':
			return person.installs()
		case 'writes': {
			const files = act.files.map(({ name, type, base64 }) => ({
				name,
				bytes: Buffer.from(base64, 'base64'),
				...(type && { type }),
			}))
			return person.writes(act.text, { files, shared: act.shared })
		}
		case 'posts': {
			const under = act.under === undefined ? {} : { under: named(act.under) }
			return person.posts(act.text, { ...under, shared: act.shared })
		}
		case 'edits':
			return person.edits(act.text, named(act.message))
		case 'deletes':
			return person.deletes(named(act.message))
		case 'restores':
			return person.restores(named(act.message))
		case 'presses':
			return person.does(pressed(person, act.message, named), act.action, act.inputs)
		case 'accepts':
			return person.accepts(named(act.message))
		case 'declines':
			return person.declines(named(act.message))
		case 'searches':
			return person.searches(act.words)
		case 'uses':
			return person.uses(act.command, payloadOf(world, named(act.message)))
		case 'closes':
			person.closes()
			return undefined
		case 'pastes':
			return person.pastes(act.url)
		case 'forgets':
			world.problems.length = 0
			world.clock += 1
			return undefined
	}
}

function pressed(
	{ dialog }: Person,
	id: string | undefined,
	named: (id: string) => Message,
): Message | Dialog {
	if (id !== undefined) return named(id)
	if (!dialog) throw new Error('that dialog is gone')
	return dialog
}

/**
 * A message as an action of a message extension gets it.
 * https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/define-action-command
 */
function payloadOf(world: World, { id, text, at, from, conversation, attachments }: Message) {
	const user = world.people.get(from)
	const mentions = text.replaceAll(/[&<>](?!at>|\/at>)/g, sign => `&#${sign.charCodeAt(0)};`)
	return {
		id,
		createdDateTime: new Date(at).toISOString(),
		from: user
			? { user: { userIdentityType: 'aadUser', id: user.aadObjectId, displayName: user.name } }
			: { application: { applicationIdentityType: 'bot', id: from, displayName: 'Sportello' } },
		body: { contentType: 'html', content: mentions.replaceAll('\n', '<br>') },
		linkToMessage: `https://teams.microsoft.com/l/message/${encodeURIComponent(conversation)}/${id}`,
		attachments: attachments.flatMap(each => referenceOf(each)),
	}
}

/** Files come by their address only. */
function referenceOf({ contentType, contentUrl, name }: Attachment) {
	if (!contentUrl || contentType.includes('card')) return []
	return [{ id: contentUrl, contentType: 'reference', contentUrl, name }]
}
