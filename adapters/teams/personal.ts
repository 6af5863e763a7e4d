import { isSpoken } from '../../src/commands/parse.ts'
import { identityKey } from '../../src/domain/identity.ts'
import { message } from '../../src/features/message.ts'
import { isNotNow } from '../../src/handle.ts'
import type { View } from '../../src/views/view.ts'
import { offerFile } from './consent.ts'
import { type SentFile, sentFiles, takeFiles } from './files.ts'
import { onceOf } from './identity.ts'
import { readPressed } from './pressed.ts'
import { plainView } from './render/plain.ts'
import { ask, askWords, replaced, show, takesFiles, toast } from './show.ts'
import { writingKey } from './standing.ts'
import { typedText } from './text.ts'
import type { Answer, PersonalTurn } from './turn.ts'
import { isGreeting } from './word.ts'
import { cancelledView, staleView, voiceOf } from './voice.ts'

/** A message in the personal chat: words, files, or a button of a client that knows no better way. */
export async function onPersonalMessage(turn: PersonalTurn): Promise<void> {
	const { activity, world } = turn
	const text = typedText(activity)
	if (typeof activity.value === 'object' && activity.value !== null && !text) {
		const { view } = await pressed(turn, activity.value)
		if (view) await show(turn, view)
		return
	}
	const files = sentFiles(activity, world.hosts)
	const view = files.length > 0 ? await withFiles(turn, text, files) : await spoken(turn, text)
	if (view) await show(turn, view, { suggest: true })
}

/** A button on a card, answered with the card that takes its place. */
export async function onCardAction(turn: PersonalTurn): Promise<Answer> {
	const { action } = (turn.activity.value ?? {}) as { action?: { data?: unknown } }
	const { view, part, answer } = await pressed(turn, action?.data)
	if (!view) return answer ?? { status: 200 }
	// The card stays, with what was typed into it.
	if (isNotNow(view)) return toast(plainView(view))
	noteWriting(turn, view)
	return replaced(view, part)
}

/** So that a notice leaves a card alone in which someone writes, and changes one in which nobody does any more. */
function noteWriting({ world, identity, activity }: PersonalTurn, view: View): void {
	const card = activity.replyToId
	if (card) world.writing.set(writingKey(identity, card), view.kind === 'form' ? 'form' : 'done')
}

async function pressed(
	turn: PersonalTurn,
	data: unknown,
): Promise<{ readonly view?: View; readonly part?: number; readonly answer?: Answer }> {
	const asked = readPressed(data)
	if (!asked) return { view: staleView(await voiceOf(turn)) }
	if ('cancel' in asked) {
		turn.world.forms.delete(identityKey(turn.identity))
		return { view: cancelledView(await voiceOf(turn)) }
	}
	if ('file' in asked) return { answer: await offerFile(turn, asked.file) }
	return { view: await ask(turn, asked.command), part: asked.part }
}

/** A word of the table is a command; anything else is something to say, to whom is asked next. */
async function spoken(turn: PersonalTurn, text: string): Promise<View> {
	if (!text || isSpoken(text)) return askWords(turn, text)
	if (isGreeting(text)) return ask(turn, { do: 'home' })
	const draft = await turn.world.ports.drafts.keep(turn.identity, { text, files: [] }, onceOf(turn.activity))
	return ask(turn, { do: 'offer', draft })
}

/**
 * Files come along with the form that the person has before them; without one they are offered as a new
 * request or an addition.
 */
async function withFiles(
	turn: PersonalTurn,
	text: string,
	sent: readonly SentFile[],
): Promise<View | undefined> {
	const { ports, forms } = turn.world
	const waiting = forms.get(identityKey(turn.identity))
	const form = waiting && takesFiles(waiting) ? waiting : undefined
	const before = form?.draft ? await ports.drafts.find(turn.identity, form.draft) : undefined
	const voice = await voiceOf(turn)
	const room = ports.settings.fileLimits.count - (before?.files.length ?? 0)
	const taken = await takeFiles(turn, voice, sent, room)
	if (taken.problems.length > 0) {
		const title = voice.say('refused.title')
		await show(turn, message(voice, { tone: 'refused', title, paragraphs: taken.problems }))
	}
	if (taken.files.length === 0 && !text) return undefined
	const draft = await ports.drafts.keep(
		turn.identity,
		{
			...before,
			text: [before?.text, text].filter(Boolean).join('\n\n'),
			files: [...(before?.files ?? []), ...taken.files],
		},
		onceOf(turn.activity),
	)
	if (!form) return ask(turn, { do: 'offer', draft })
	const { sent: _, ...open } = form
	return ask(turn, { ...open, draft })
}
