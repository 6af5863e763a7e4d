import type { ShownStatus } from '../../../src/domain/ticket.ts'
import type { MessageView } from '../../../src/views/view.ts'

/** Beside the word, never instead of it. */
export const statusSigns: Readonly<Record<ShownStatus, string>> = {
	open: '🔵',
	awaiting: '🟡',
	solved: '✅',
}

export const toneSigns: Readonly<Record<MessageView['tone'], string>> = {
	done: '✅ ',
	info: '',
	question: '',
	refused: '⚠️ ',
}
