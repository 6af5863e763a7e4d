import { z } from 'zod'
import { readNumber } from '../../../src/features/numbers.ts'
import { searchWords } from '../../../src/features/lists.ts'
import type { View } from '../../../src/views/view.ts'
import { results as most } from '../limits.ts'
import { ask } from '../show.ts'
import type { Answer, PersonalTurn } from '../turn.ts'
import { voiceOf } from '../voice.ts'
import { result, results, sentence } from './shared.ts'

const query = z.object({
	parameters: z.array(z.object({ name: z.string(), value: z.string().max(1_000).catch('') })).catch([]),
})

/** Finds requests of mine, to share one: by words, by number, or the newest where nothing is typed. */
export async function onSearch(turn: PersonalTurn): Promise<Answer> {
	const read = query.safeParse(turn.activity.value)
	const typed = read.data?.parameters.find(({ name }) => name === 'words')?.value.trim() ?? ''
	const number = readNumber(typed)
	const words = searchWords(typed)
	const view = await ask(
		turn,
		number ? { do: 'view', number } : { do: 'list', scope: 'requested', ...(words && { search: words }) },
	)
	return found(turn, view)
}

async function found(turn: PersonalTurn, view: View): Promise<Answer> {
	const { publicUrl } = turn.world.ports.settings
	const { locale } = view
	if (view.kind === 'ticket') {
		const { number, subject, status } = view.ticket
		const shared = { number, shown: status.shown, locale, url: view.web.url }
		return results([result(shared, { title: subject, text: `#${number} · ${status.label}` })])
	}
	if (view.kind === 'list') {
		return results(
			view.items
				.slice(0, most)
				.map(({ number, subject, status, detail }) =>
					result(
						{ number, shown: status.shown, locale, url: `${publicUrl}/requests/${number}` },
						{ title: subject, text: `#${number} · ${status.label} · ${detail}` },
					),
				),
		)
	}
	const { account, say } = await voiceOf(turn)
	return account ? results([]) : sentence(say('chat.connect.first', { word: 'connect' }))
}
