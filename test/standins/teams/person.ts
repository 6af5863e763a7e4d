import { randomUUID } from 'node:crypto'
import { createCards, elsewhere, failing, type Shown } from './cards.ts'
import { createChanges } from './changes.ts'
import { checkCard } from './check.ts'
import { contentsOf, type Field, findButton, findField } from './find.ts'
import { createMentions } from './mentions.ts'
import { dialogText, messageText } from './screen.ts'
import { attach } from './inputs.ts'
import type { Answer, Sender } from './sender.ts'
import type { Person, Seen } from './verbs.ts'
import {
	type Card,
	cardOf,
	type Dialog,
	type Json,
	type Message,
	newMessage,
	type User,
	type World,
} from './world.ts'

export function createPerson(world: World, user: User, sender: Sender): Person {
	const conversation = `a:${user.id}`
	let since = 0

	const messages = () => world.messages.filter(each => each.conversation === conversation)
	const looks = (extra: Partial<Seen> = {}): Seen => {
		const { dialog } = cards
		const fresh = messages().filter(each => each.touched > since && each.from === world.botId)
		const shown = fresh.length > 0 ? fresh : messages().slice(-1)
		return {
			screen: dialog ? dialogText(dialog) : shown.map(messageText).join('\n\n'),
			message: messages().at(-1),
			dialog,
			...extra,
		}
	}
	const act = async (activity: Json): Promise<Answer> => {
		since = world.clock
		return sender.send(user, activity)
	}
	const acted = async (activity: Json): Promise<Seen> => looks(failing(await act(activity)))
	const cards = createCards(world, act, looks)
	const { press } = cards
	const personal = { id: conversation, conversationType: 'personal', tenantId: world.tenantId }

	const front = (): Shown => {
		const { dialog } = cards
		if (dialog) return { card: dialog.card, held: dialog }
		const message = messages().findLast(each => cardOf(each))
		const card = message && cardOf(message)
		if (!message || !card) throw new Error('there is no card yet')
		return { card, held: message }
	}

	const set = (field: Field, given: string, held: Message | Dialog) => {
		const choices = field.element.choices as { title: string; value: string }[] | undefined
		const choice = choices?.find(({ title }) => title === given)
		if (choices && !choice) {
			throw new Error(
				`"${field.label}" has no option "${given}"; it has: ${choices.map(({ title }) => title).join(', ')}`,
			)
		}
		if (field.within) held.shown.add(field.within)
		held.inputs.set(field.id, choice ? choice.value : given)
		held.errors.delete(field.id)
		if ('touched' in held) held.touched = world.clock
	}

	const query = async (name: string, value: Json): Promise<Seen & { results: readonly Json[] }> => {
		const answer = await act({
			type: 'invoke',
			name,
			conversation: elsewhere(world),
			value,
		})
		const { composeExtension } = (answer.body ?? {}) as {
			composeExtension?: { type: string; text?: string; attachments?: Json[] }
		}
		const found = composeExtension?.attachments ?? []
		for (const each of found) world.problems.push(...checkCard(each.content, 'shared'))
		return {
			...looks({ ...failing(answer), ...(composeExtension?.text && { toast: composeExtension.text }) }),
			results: found,
		}
	}

	const asked = () =>
		messages().findLast(each =>
			each.attachments.some(({ contentType }) => contentType.endsWith('file.consent')),
		)
	const consent = async (
		action: 'accept' | 'decline',
		message = asked(),
	): Promise<Seen & { saved: Uint8Array | undefined }> => {
		const card = message?.attachments[0]
		if (!message || !card) throw new Error('nothing asks for consent')
		const content = card.content as Json
		const id = randomUUID()
		const waiting = world.uploads.get('next') ?? { bytes: new Uint8Array(), size: undefined }
		const session = { ...waiting, ...(card.name && { name: card.name }) }
		world.uploads.delete('next')
		world.uploads.set(id, session)
		const seen = await acted({
			type: 'invoke',
			name: 'fileConsent/invoke',
			conversation: personal,
			replyToId: message.id,
			value: {
				type: 'fileUpload',
				action,
				context: action === 'accept' ? content.acceptContext : content.declineContext,
				...(action === 'accept' && {
					uploadInfo: {
						contentUrl: `${world.origin}/onedrive/${id}`,
						name: card.name,
						uploadUrl: `${world.origin}/uploads/${id}`,
						uniqueId: id,
						fileType: card.name?.split('.').at(-1) ?? '',
					},
				}),
			},
		})
		return { ...seen, saved: session.size === session.bytes.length ? session.bytes : undefined }
	}

	const say = async (
		text: string,
		{ files = [], inline = false, shared = [] }: Parameters<Person['writes']>[1] = {},
	) => {
		const attachments = [...files.map(file => attach(world, file, inline)), ...shared]
		const { id } = newMessage(world, { conversation, from: user.id, text, attachments })
		return acted({ type: 'message', id, conversation: personal, text, textFormat: 'plain', attachments })
	}

	return {
		id: user.id,
		get dialog() {
			return cards.dialog
		},
		closes() {
			cards.dialog = undefined
		},
		types: text => say(text),
		writes: say,
		sends: (...files) => say('', { files }),
		...createChanges(world, user, acted),
		...createMentions(world, user, acted),
		does: cards.does,
		presses: async (name, { beside, nth, in: where, old } = {}) => {
			const card = where && cardOf(where)
			const shown = where && card ? { card, held: where } : front()
			return press(findButton(contentsOf(shown.card), name, { beside, nth }), shown, old)
		},
		chooses: async (name, option, where) => {
			const shown = where && cardOf(where) ? { card: cardOf(where) as Card, held: where } : front()
			const contents = contentsOf(shown.card)
			if (!contents.fields.some(({ label }) => label === name))
				return press(findButton(contents, option), shown)
			const field = findField(contents, name)
			set(field, option, shown.held)
			const apply = contents.buttons.find(
				({ within, withInputs }) => field.within !== undefined && within === field.within && withInputs,
			)
			return apply ? press(apply, shown) : looks()
		},
		fills: async values => {
			const { card, held } = front()
			for (const [label, value] of Object.entries(values))
				set(findField(contentsOf(card), label), value, held)
			return looks()
		},
		submits: async () => {
			const shown = front()
			const button = contentsOf(shown.card).buttons.find(
				({ action, withInputs }) => withInputs && action.data,
			)
			if (!button) throw new Error('nothing takes what is filled in')
			return press(button, shown)
		},
		accepts: message => consent('accept', message),
		declines: message => consent('decline', message),
		searches: words =>
			query('composeExtension/query', {
				commandId: 'search_requests',
				parameters: words ? [{ name: 'words', value: words }] : [{ name: 'initialRun', value: 'true' }],
				queryOptions: { skip: 0, count: 25 },
			}),
		uses: (commandId, on) =>
			cards.asks('composeExtension/fetchTask', {
				commandId,
				commandContext: 'message',
				messagePayload: on,
			}),
		pastes: url => query('composeExtension/queryLink', { url }),
		installs: () => acted({ type: 'installationUpdate', action: 'add', conversation: personal }),
		uninstalls: () => acted({ type: 'installationUpdate', action: 'remove', conversation: personal }),
		blocks: (blocked = true) => {
			if (blocked) world.blocked.add(conversation)
			else world.blocked.delete(conversation)
		},
		screen: () => looks().screen,
		messages,
		link: label => {
			const { card } = front()
			const found = contentsOf(card).buttons.find(({ text, action }) => text.includes(label) && action.url)
			if (!found) throw new Error(`no link "${label}" in\n${looks().screen}`)
			return String(found.action.url)
		},
		looks: () => looks(),
	}
}
