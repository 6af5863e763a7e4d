import type { Command } from '../../src/commands/command.ts'
import { parseWords } from '../../src/commands/parse.ts'
import type { View } from '../../src/views/view.ts'
import type { Activity } from './activity.ts'
import { sentFiles } from './files.ts'
import { answerTo, show } from './show.ts'
import { typedText } from './text.ts'
import type { PersonalTurn } from './turn.ts'

/**
 * A message in the personal chat was edited, deleted or restored: where it has become a comment, that follows.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages
 */
export async function onChangedMessage(turn: PersonalTurn): Promise<void> {
	const command = changeOf(turn.activity)
	const view = command && (await answerTo(turn, command))
	if (view && isRefusal(view)) await show(turn, view)
}

/** Whether a message was brought back that has files: what became of it has them no more. */
export function lacksFiles({ activity, world }: PersonalTurn, view: View): boolean {
	const restored = activity.channelData?.eventType === 'undeleteMessage'
	const done = view.kind === 'message' && view.tone === 'done'
	return restored && done && sentFiles(activity, world.hosts).length > 0
}

/** What a change of a message asks for. */
export function changeOf(activity: Activity): Command | undefined {
	switch (activity.channelData?.eventType) {
		case 'editMessage':
			return { do: 'edit', text: saidBy(typedText(activity)) }
		case 'undeleteMessage':
			return { do: 'edit', text: saidBy(typedText(activity)), restore: 'yes' }
		case 'softDeleteMessage':
			return { do: 'withdraw' }
		default:
			return undefined
	}
}

/** What was to be said, without the words that say where. */
function saidBy(text: string): string {
	const command = parseWords(text)
	return 'do' in command && command.do === 'reply' ? (command.text ?? '') : text
}

/** Most messages are no comments, and of these nothing is said: their refusal has no words. */
export function isRefusal(view: View): boolean {
	return view.kind === 'message' && view.tone === 'refused' && view.paragraphs.length > 0
}
