import type { KnownBlock } from '@slack/types'
import type { HelpView } from '../../../src/views/view.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { buttons, header, saidBlocks, section } from './elements.ts'
import { lines, run } from './rich.ts'

export function helpBlocks(view: HelpView): KnownBlock[] {
	const say = wordsOf(view.locale)
	return [
		...saidBlocks(view.said),
		header(view.title),
		...view.intro.map(paragraph => section(paragraph)),
		...view.sections.flatMap(({ title, entries }) =>
			lines([
				[run(title, { bold: true })],
				...entries.map(({ usage, does, example }) => [
					run(usage, { code: true }),
					run(` – ${does}`),
					...(example ? [run(`\n        ${say('help.example', { example })}`, { italic: true })] : []),
				]),
			]),
		),
		...buttons(view.actions),
	]
}
