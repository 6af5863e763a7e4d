import type { Command } from '../../src/commands/command.ts'
import type { Locale } from '../../src/domain/account.ts'
import { type Scope, type ShownStatus, scopes, shownStatuses, sorts } from '../../src/domain/ticket.ts'
import type { HomeView, ListItem, ListView } from '../../src/views/view.ts'
import { formatOf } from '../../src/words/format.ts'
import { wordsOf } from '../../src/words/index.ts'
import { at, own, type Size } from './own.ts'
import { long } from './texts.ts'

function itemExample(locale: Locale, size: Size, index: number, back?: Command): ListItem {
	const say = wordsOf(locale)
	const status = shownStatuses[index % 3] ?? 'open'
	const number = size === 'largest' ? 999_999_999_999_990 + index : 1042 - index
	return {
		number,
		subject: own[size].subject,
		status: { shown: status, label: say(`status.${status}`) },
		detail: say('list.item.other', { name: own[size].name, date: formatOf(locale, 'UTC').day(at) }),
		activity: { at, text: formatOf(locale, 'UTC').moment(at) },
		open: {
			label: say('ticket.open'),
			command: {
				do: 'view',
				number,
				...(back?.do === 'list' && {
					back: { ...back, ...(size === 'largest' && { cursor: long('c', 80) }) },
				}),
			},
		},
	}
}

export function listExample(locale: Locale, size: Size): ListView {
	const say = wordsOf(locale)
	const counts =
		size === 'largest'
			? { open: 123_456, awaiting: 234_567, solved: 4_642_000 }
			: { open: 3, awaiting: 1, solved: 7 }
	const here: Command & { do: 'list' } = {
		do: 'list',
		scope: size === 'largest' ? 'organization' : 'requested',
		...(size !== 'usual' && {
			search: own[size].word,
			status: 'awaiting' as ShownStatus,
			sort: 'created' as const,
		}),
	}
	const cursor = size === 'usual' ? 'n.1042' : long('c', 80)
	return {
		kind: 'list',
		locale,
		scope: here.scope,
		title: say(`scope.${here.scope}`),
		summary: say('list.summary', counts),
		counts,
		choices: [
			{
				name: 'scope',
				label: say('list.choose.scope'),
				options: scopes.map(scope => ({
					label: say(`scope.${scope}`),
					command: { ...here, scope },
					chosen: scope === here.scope,
				})),
			},
			{
				name: 'status',
				label: say('list.choose.status'),
				options: shownStatuses.map(status => ({
					label: say('list.status.one', { status: say(`status.${status}`), count: counts[status] }),
					command: { ...here, status },
					chosen: status === (here.status ?? 'open'),
				})),
			},
			{
				name: 'sort',
				label: say('list.choose.sort'),
				options: sorts.map(sort => ({
					label: say(`list.sort.${sort}`),
					command: { ...here, sort },
					chosen: sort === (here.sort ?? 'activity'),
				})),
			},
		],
		...(here.search && {
			searched: {
				words: here.search,
				label: say('list.searched', { words: here.search }),
				clear: { label: say('list.search.clear'), command: { do: 'list', scope: here.scope } },
			},
		}),
		items: Array.from({ length: size === 'usual' ? 3 : 10 }, (_, index) =>
			itemExample(locale, size, index, here),
		),
		previous: { label: say('list.previous'), command: { ...here, cursor } },
		next: { label: say('list.next'), command: { ...here, cursor } },
		actions: [
			{ label: say('new.action'), command: { do: 'new' }, weight: 'main' },
			{ label: say('list.search'), command: { do: 'search', scope: here.scope } },
			{ label: say('help.action'), command: { do: 'help' } },
		],
	}
}

export function emptyList(locale: Locale): ListView {
	const { previous: _, next: __, searched: ___, ...list } = listExample(locale, 'usual')
	return { ...list, items: [], empty: wordsOf(locale)('list.empty.requested') }
}

export function homeExample(locale: Locale, size: Size): HomeView {
	const say = wordsOf(locale)
	const shown: readonly Scope[] = size === 'usual' ? ['requested', 'ccd'] : scopes
	return {
		kind: 'home',
		locale,
		title: say('home.title'),
		intro: [say('home.connected', { name: own[size].name })],
		lists: shown.map(scope => ({
			scope,
			title: say(`scope.${scope}`),
			summary: say('list.summary', { open: 3, awaiting: 1, solved: 7 }),
			items:
				scope === 'ccd' && size === 'usual'
					? []
					: Array.from({ length: size === 'usual' ? 2 : 5 }, (_, index) => itemExample(locale, size, index)),
			...(scope === 'ccd' && size === 'usual' && { empty: say('list.empty.ccd') }),
			all: { label: say('home.all'), command: { do: 'list', scope } },
		})),
		actions: [
			{ label: say('new.action'), command: { do: 'new' }, weight: 'main' },
			{ label: say('list.search'), command: { do: 'search', scope: 'requested' } },
			{ label: say('home.notify'), command: { do: 'notify' } },
			{ label: say('help.action'), command: { do: 'help' } },
			{ label: say('home.disconnect'), command: { do: 'disconnect' } },
		],
	}
}
