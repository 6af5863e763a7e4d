import * as z from 'zod'
import { message } from '../../../src/features/message.ts'
import type { View } from '../../../src/views/view.ts'
import { onceOf } from '../identity.ts'
import { extensionCommands } from '../manifest.ts'
import { readPressed } from '../pressed.ts'
import { cardType } from '../render/card.ts'
import { dialogCard } from '../render/dialog.ts'
import { render } from '../render/index.ts'
import { ask } from '../show.ts'
import { wordsOfHtml } from '../text.ts'
import type { Answer, PersonalTurn } from '../turn.ts'
import { staleView, voiceOf } from '../voice.ts'

const text = z.string().optional().catch(undefined)
const started = z.object({
	commandId: z.enum([extensionCommands.create, extensionCommands.add]),
	messagePayload: z
		.object({
			body: z.object({ contentType: text, content: text }).optional().catch(undefined),
			linkToMessage: text,
			attachments: z
				.array(z.object({ contentType: text, contentUrl: text, name: text }).catch({}))
				.optional()
				.catch(undefined),
		})
		.optional()
		.catch(undefined),
})

type Message = z.infer<typeof started>['messagePayload']

/** Begins a request, or an addition to one, from a message: its text and where it is, in a dialog. */
export async function onFetchTask(turn: PersonalTurn): Promise<Answer> {
	const read = started.safeParse(turn.activity.value)
	if (!read.success) return { status: 400 }
	const { commandId, messagePayload } = read.data
	const { ports } = turn.world
	const content = messageText(messagePayload)
	if (!content) {
		const { say, locale } = await voiceOf(turn)
		return dialog(message({ locale }, { tone: 'info', title: say('chat.shortcut.none') }))
	}
	const link = webLink(messagePayload?.linkToMessage)
	const draft = await ports.drafts.keep(
		turn.identity,
		{ text: content, files: [], ...(link && { link }) },
		onceOf(turn.activity),
	)
	return dialog(await ask(turn, { do: commandId === extensionCommands.create ? 'new' : 'reply', draft }))
}

/** A form in the dialog was sent, or a button in it pressed. */
export async function onSubmitTask(turn: PersonalTurn): Promise<Answer> {
	const { data } = (turn.activity.value ?? {}) as { data?: unknown }
	const asked = readPressed(data)
	if (asked && 'cancel' in asked) return { status: 200, body: {} }
	if (!asked || 'file' in asked) return dialog(staleView(await voiceOf(turn)))
	const view = await ask(turn, asked.command)
	// What was done is said, and closes the dialog with it.
	if (view.kind === 'ticket' && view.said) {
		return { status: 200, body: { task: { type: 'message', value: view.said } } }
	}
	return dialog(view, asked.part)
}

function dialog(view: View, part?: number): Answer {
	const title = 'title' in view ? view.title : `#${view.ticket.number}`
	const card = { contentType: cardType, content: dialogCard(render(view, part), title) }
	return {
		status: 200,
		body: { task: { type: 'continue', value: { title, height: 'large', width: 'medium', card } } },
	}
}

/** The bytes of a channel's files are not for a bot to read; their names and addresses are. */
function messageText(payload: Message): string {
	const { contentType, content = '' } = payload?.body ?? {}
	const words = contentType === 'text' ? content.trim() : wordsOfHtml(content)
	const files = (payload?.attachments ?? []).flatMap(({ contentType, contentUrl, name }) =>
		contentType === 'reference' && webLink(contentUrl) ? [`${name ?? ''} ${contentUrl}`.trim()] : [],
	)
	return [words, files.join('\n')].filter(Boolean).join('\n\n')
}

function webLink(url: string | undefined): string | undefined {
	return url && /^https:\/\/[^\s/?#\\@]+[/?#]?\S*$/i.test(url) && url.length <= 2_000 ? url : undefined
}
