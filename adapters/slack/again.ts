import type { Command } from '../../src/commands/command.ts'
import type { View } from '../../src/views/view.ts'
import { type Say, wordsOf } from '../../src/words/index.ts'

/**
 * What asks for a form that could not be shown where it was asked for. What was written is in the command; a
 * form that was refused begins anew, so that nothing is tried twice.
 */
export function reopening(view: View, asked: Command): Command {
	if (view.kind !== 'form' || !view.errors || asked.do === 'reply' || asked.do === 'new') return asked
	return 'sent' in view.command ? { ...view.command, sent: undefined } : view.command
}

/** The same view with the files that Slack did not tell of. */
export function noting(view: View, untold: readonly string[]): View {
	if (untold.length === 0) return view
	const note = untoldOf(wordsOf(view.locale), untold)
	switch (view.kind) {
		case 'message':
			return { ...view, paragraphs: [...view.paragraphs, note] }
		case 'form':
			return { ...view, intro: [...view.intro, note] }
		default:
			return { ...view, said: [view.said, note].filter(Boolean).join(' ') }
	}
}

/** Names files that Slack did not tell of. */
export function untoldOf(say: Say, names: readonly string[]): string {
	return names.map(name => say('chat.file.lost', { name })).join(' ')
}
