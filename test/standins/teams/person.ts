import { randomUUID } from 'node:crypto'
import { createChanges } from './changes.ts'
import { checkCard } from './check.ts'
import { type Contents, contentsOf, type Field, findButton, findField } from './find.ts'
import { createMentions } from './mentions.ts'
import { dialogText, messageText } from './screen.ts'
import { attach, inputsOf, missing } from './inputs.ts'
import type { Answer, Sender } from './sender.ts'
import type { Person, Seen, Upload } from './verbs.ts'
import {
	type Card,
	cardOf,
	type Dialog,
	type Json,
	type Message,
	newMessage,
	placeOf,
	type User,
	type World,
} from './world.ts'

export function createPerson(world: World, user: User, sender: Sender): Person {
	const conversation = `a:${user.id}`
	let since = 0
	let dialog: Dialog | undefined

	const messages = () => world.messages.filter(each => each.conversation === conversation)
	const looks = (extra: Partial<Seen> = {}): Seen => {
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
	const acted = async (activity: Json): Promise<Seen> => {
		const answer = await act(activity)
		return looks({ answer, ...(answer.status === 200 ? {} : { error: `status ${answer.status}` }) })
	}
	const personal = { id: conversation, conversationType: 'personal', tenantId: world.tenantId }

	const front = (): { card: Card; held: Message | Dialog } => {
		if (dialog) return { card: dialog.card, held: dialog }
		const message = messages().findLast(each => cardOf(each))
		const card = message && cardOf(message)
		if (!message || !card) throw new Error('there is no card yet')
		return { card, held: message }
	}

	const press = async (
		button: Contents['buttons'][number],
		{ card, held }: { card: Card; held: Message | Dialog },
		old = false,
	): Promise<Seen> => {
		const { action } = button
		if (action.type === 'Action.OpenUrl') return looks({ url: String(action.url) })
		if (action.type === 'Action.ToggleVisibility') {
			for (const id of action.targetElements as string[]) {
				if (!held.shown.delete(id)) held.shown.add(id)
			}
			if ('touched' in held) held.touched = ++world.clock
			return looks()
		}
		const inputs = button.withInputs ? inputsOf(card, held) : {}
		if (button.withInputs && missing(card, held)) return looks()
		const fallback = action.fallback as Json | undefined
		if (old && !fallback) throw new Error('an old client does not show this button')
		const data = { ...((old ? fallback?.data : action.data) as Json), ...inputs }
		if (dialog) return submitDialog(data)
		if (old || action.type === 'Action.Submit') {
			const message = held as Message
			return acted({
				type: 'message',
				conversation: placeOf(world, message),
				value: data,
				replyToId: message.id,
			})
		}
		const message = held as Message
		if (button.withInputs) world.sending.add(message.id)
		const answer = await act({
			type: 'invoke',
			name: 'adaptiveCard/action',
			conversation: placeOf(world, message),
			replyToId: message.id,
			value: {
				action: { type: 'Action.Execute', title: action.title, verb: action.verb, data },
				trigger: 'manual',
			},
		})
		world.sending.delete(message.id)
		return replaced(message, answer)
	}

	const replaced = (message: Message, answer: Answer): Seen => {
		const body = answer.body as { statusCode?: number; type?: string; value?: unknown } | undefined
		if (answer.status !== 200 || body?.statusCode !== 200)
			return looks({ answer, error: `status ${answer.status}` })
		if (body.type === 'application/vnd.microsoft.activity.message') {
			return looks({ answer, toast: String(body.value) })
		}
		if (body.type !== 'application/vnd.microsoft.card.adaptive') {
			world.problems.push(`an answer of type ${body.type}`)
			return looks({ answer })
		}
		world.problems.push(...checkCard(body.value))
		message.attachments = [{ contentType: body.type, content: body.value }]
		message.inputs.clear()
		message.shown.clear()
		message.errors.clear()
		message.touched = ++world.clock
		return looks({ answer })
	}

	const submitDialog = async (data: Json): Promise<Seen> => {
		const commandId = dialog?.commandId ?? ''
		const answer = await act({
			type: 'invoke',
			name: 'composeExtension/submitAction',
			conversation: { id: '19:team', conversationType: 'channel', tenantId: world.tenantId },
			value: { commandId, commandContext: 'message', data },
		})
		return dialogAnswer(commandId, answer)
	}

	const dialogAnswer = (commandId: string, answer: Answer): Seen => {
		dialog = undefined
		const { task } = (answer.body ?? {}) as { task?: { type?: string; value?: unknown } }
		if (answer.status !== 200) return looks({ answer, error: `status ${answer.status}` })
		if (!task) return looks({ answer })
		if (task.type === 'message') return looks({ answer, toast: String(task.value) })
		const { title, card } = task.value as { title: string; card: { content: Card } }
		world.problems.push(...checkCard(card.content, 'dialog'))
		dialog = { title, card: card.content, commandId, inputs: new Map(), shown: new Set(), errors: new Map() }
		return looks({ answer })
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
			conversation: { id: '19:team', conversationType: 'channel', tenantId: world.tenantId },
			value,
		})
		const { composeExtension } = (answer.body ?? {}) as {
			composeExtension?: { type: string; text?: string; attachments?: Json[] }
		}
		const found = composeExtension?.attachments ?? []
		for (const each of found) world.problems.push(...checkCard(each.content, 'shared'))
		return {
			...looks({ answer, ...(composeExtension?.text && { toast: composeExtension.text }) }),
			results: found,
		}
	}

	const consent = async (action: 'accept' | 'decline'): Promise<Seen & { saved: Uint8Array | undefined }> => {
		const message = messages().findLast(each =>
			each.attachments.some(({ contentType }) => contentType.endsWith('file.consent')),
		)
		const card = message?.attachments[0]
		if (!message || !card) throw new Error('nothing asks for consent')
		const content = card.content as Json
		const id = randomUUID()
		const session = world.uploads.get('next') ?? { bytes: new Uint8Array(), size: undefined }
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

	const say = async (text: string, files: readonly Upload[] = [], inline = false) => {
		const attachments = files.map(file => attach(world, file, inline))
		const { id } = newMessage(world, { conversation, from: user.id, text })
		return acted({ type: 'message', id, conversation: personal, text, textFormat: 'plain', attachments })
	}

	return {
		id: user.id,
		get dialog() {
			return dialog
		},
		types: text => say(text),
		writes: (text, { files = [], inline = false } = {}) => say(text, files, inline),
		sends: (...files) => say('', files),
		...createChanges(world, user, acted),
		mentions: createMentions(world, user, acted),
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
		accepts: () => consent('accept'),
		declines: () => consent('decline'),
		searches: words =>
			query('composeExtension/query', {
				commandId: 'search_requests',
				parameters: words ? [{ name: 'words', value: words }] : [{ name: 'initialRun', value: 'true' }],
				queryOptions: { skip: 0, count: 25 },
			}),
		uses: async (commandId, on) => {
			const answer = await act({
				type: 'invoke',
				name: 'composeExtension/fetchTask',
				conversation: { id: '19:team', conversationType: 'channel', tenantId: world.tenantId },
				value: { commandId, commandContext: 'message', messagePayload: on },
			})
			return dialogAnswer(commandId, answer)
		},
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
