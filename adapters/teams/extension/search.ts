import * as z from 'zod'
import { readNumber } from '../../../src/features/numbers.ts'
import { searchWords } from '../../../src/features/lists.ts'
import type { View } from '../../../src/views/view.ts'
import { results as most } from '../limits.ts'
import { answerTo } from '../show.ts'
import type { Answer, PersonalTurn } from '../turn.ts'
import { voiceOf } from '../voice.ts'
import { result, results, sentence, sharedResult } from './shared.ts'

const query = z.object({
	parameters: z.array(z.object({ name: z.string(), value: z.string().max(1_000).catch('') })).catch([]),
})

/** Finds requests of mine, to share one: by words, by number, or the newest where nothing is typed. */
export async function onSearch(turn: PersonalTurn): Promise<Answer> {
	const read = query.safeParse(turn.activity.value)
	const typed = read.data?.parameters.find(({ name }) => name === 'words')?.value.trim() ?? ''
	const number = readNumber(typed)
	if (number) {
		const found = await sharedResult(turn, number, ({ subject, status }) => ({
			title: subject,
			text: `#${number} · ${status.label}`,
		}))
		return found ? results([found]) : nothing(turn)
	}
	const words = searchWords(typed)
	return listed(
		turn,
		await answerTo(turn, { do: 'list', scope: 'requested', ...(words && { search: words }) }),
	)
}

async function listed(turn: PersonalTurn, view: View): Promise<Answer> {
	const { publicUrl } = turn.world.ports.settings
	const { locale } = view
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
	return nothing(turn)
}

/** Who is not connected is told how to begin. */
async function nothing(turn: PersonalTurn): Promise<Answer> {
	const { account, say } = await voiceOf(turn)
	return account ? results([]) : sentence(say('chat.connect.first', { word: 'connect' }))
}
