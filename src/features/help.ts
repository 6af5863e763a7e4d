import type { Context } from '../commands/context.ts'
import { type Definition, sections, type Spoken } from '../commands/definition.ts'
import type { CommandName } from '../commands/command.ts'
import { cutText } from '../text/rich.ts'
import type { HelpView } from '../views/view.ts'
import { connectAction } from './connect.ts'
import { tooMuch } from './numbers.ts'

/** What can be typed, written from the table for this person's role. */
export const help: Definition<'help'> = {
	for: 'anyone',
	spoken: {
		words: ['help', 'aiuto'],
		usage: 'usage.help',
		does: 'help.help',
		example: 'example.help',
		section: 'preferences',
		read: ({ words: [word], rest, words }) =>
			words.length > 1
				? tooMuch('usage.help', rest)
				: { do: 'help', ...(word && { word: word.slice(0, 100) }) },
	},
	async run(context, { word }) {
		const { say, account, actor, ports } = context
		const all = context.spoken.filter(
			one => one.section !== 'agents' || (account !== undefined && account.role !== 'user'),
		)
		const asked = word?.toLowerCase()
		const one = asked ? all.filter(entry => entry.words.includes(asked)) : []
		const unknown = asked && one.length === 0
		const shown = one.length > 0 ? one : all
		return {
			kind: 'help',
			locale: context.locale,
			title: say('help.title'),
			intro: [
				...(unknown ? [say('help.unknown', { word: cutText(word ?? '', 80) })] : []),
				...('account' in actor.who
					? [say('help.pages', { support: ports.settings.supportName }), say('help.pages.here')]
					: []),
				...(actor.prefix ? [say('help.intro', { command: actor.prefix })] : []),
			],
			sections: sections.flatMap(section => {
				const entries = shown.filter(entry => entry.section === section)
				if (entries.length === 0) return []
				return [
					{ title: say(`help.section.${section}`), entries: entries.map(entry => entryOf(context, entry)) },
				]
			}),
			actions: account
				? [
						{ label: say('scope.requested'), command: { do: 'list', scope: 'requested' } },
						...('account' in actor.who
							? [{ label: say('new.action'), command: { do: 'new' as const }, weight: 'main' as const }]
							: []),
					]
				: [connectAction(context)],
		}
	},
}

function entryOf(
	{ say, actor, account }: Context,
	spoken: Spoken<CommandName>,
): HelpView['sections'][number]['entries'][number] {
	const typed = (words: string) => [actor.prefix, words].filter(Boolean).join(' ')
	const agent = account !== undefined && account.role !== 'user'
	const { usage, does, example } = (agent && spoken.agents) || spoken
	return {
		usage: typed(say(usage)),
		does: say(does),
		// Where nothing can be left out, the usage is an example already.
		...(example && say(usage).includes('[') && { example: typed(say(example)) }),
	}
}
