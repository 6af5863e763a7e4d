import type { ShellFacts } from '../facts.ts'
import type { Reader } from '../people.ts'
import type { Chat } from '../tour/steps.ts'

export type PaneName = ShellFacts['panes'][number]['name']

/** What is open and who is where; the page's address holds it. */
export type Place = {
	readonly open: readonly PaneName[]
	readonly as: Readonly<Record<PaneName, Reader>>
	readonly theme: 'light' | 'dark'
	readonly tour: boolean
	/** The chat that the tour is taken in. */
	readonly chat: Chat
}

const everything: readonly PaneName[] = ['slack', 'teams', 'mail', 'portal']

/** Reads an address; what it does not say, or says wrongly, is as at the beginning. */
export function readPlace({ panes }: ShellFacts, search: string): Place {
	const query = new URLSearchParams(search)
	const known = everything.filter(name => panes.some(pane => pane.name === name))
	const open = known.filter(name => (query.get('open') ?? '').split(',').includes(name))
	const beginning = known.filter(name => name !== 'teams' && name !== 'portal')
	const as = (name: PaneName): Reader => {
		const readers = panes.find(pane => pane.name === name)?.readers ?? []
		return readers.find(one => one.name === query.get(name))?.name ?? 'ada'
	}
	return {
		open: open.length > 0 ? open : beginning,
		as: { slack: as('slack'), teams: as('teams'), mail: as('mail'), portal: as('portal') },
		theme: themeFrom(query.get('theme')),
		tour: query.get('tour') !== 'off',
		chat: query.get('chat') === 'teams' ? 'teams' : 'slack',
	}
}

export function writePlace({ open, as, theme, tour, chat }: Place): string {
	const query = new URLSearchParams({ open: open.join(',') })
	for (const name of open) query.set(name, as[name])
	query.set('theme', theme)
	if (!tour) query.set('tour', 'off')
	if (chat === 'teams') query.set('chat', chat)
	return `?${query.toString().replaceAll('%2C', ',')}`
}

function themeFrom(text: string | null): Place['theme'] {
	if (text === 'light' || text === 'dark') return text
	return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}
