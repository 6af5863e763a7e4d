import type { Connected, Speaking } from '../commands/context.ts'
import type { CommandOf, List } from '../commands/command.ts'
import type { Definition, Misread, Typed } from '../commands/definition.ts'
import {
	type Scope,
	type ShownStatus,
	scopes,
	shownStatus,
	shownStatuses,
	type Sort,
	sorts,
	type StatusCounts,
	type TicketSummary,
} from '../domain/ticket.ts'
import { searchLength } from '../rules/limits.ts'
import { cutText } from '../text/rich.ts'
import type { Choice, ListItem, ListView } from '../views/view.ts'
import { refusal } from './message.ts'

/** The words of the three lists, as they are typed. */
const scopeWords: Readonly<Record<string, Scope>> = {
	mine: 'requested',
	mie: 'requested',
	cc: 'ccd',
	org: 'organization',
}

/** How each shown status is typed; support's own names for them are taken too. */
const statusWords: Readonly<Record<string, ShownStatus>> = {
	...shownStatus,
	awaiting: 'awaiting',
	aperte: 'open',
	attesa: 'awaiting',
	risolte: 'solved',
}

const filterWords = ['open', 'awaiting', 'solved', ...sorts.map(sort => `sort:${sort}`)]

type ListCommand = CommandOf<'list'>

/** The three lists, with status, search words and order. */
export const list: Definition<'list'> = {
	for: 'connected',
	spoken: {
		words: [...Object.keys(scopeWords), 'open', 'awaiting', 'solved', 'aperte', 'attesa', 'risolte'],
		usage: 'usage.list',
		does: 'help.list',
		example: 'example.list',
		section: 'requests',
		read: readList,
	},
	async run(context, command) {
		const { ports, account, actor } = context
		const page = await ports.tickets.list(account, {
			scope: command.scope,
			...(command.status && { status: command.status }),
			...(command.search && { search: command.search }),
			...(command.cursor && { cursor: command.cursor }),
			sort: command.sort ?? 'activity',
			size: actor.pageSize,
		})
		return listView(context, command, page)
	},
}

/** The form that searches a list. */
export const search: Definition<'search'> = {
	for: 'connected',
	async run(context, command) {
		const { say } = context
		const words = searchWords(command.words ?? '')
		const { scope } = command
		if (scope === 'queue' && context.account.role === 'user') return refusal(context, say('refused.role'))
		if (command.sent && words) {
			return context.run(
				scope === 'queue'
					? { do: 'queue', queue: 'all', search: words }
					: { do: 'list', scope, search: words },
			)
		}
		const missing = command.sent && { errors: { words: say('search.missing') } }
		return {
			kind: 'form',
			locale: context.locale,
			title: say('search.title'),
			intro: [],
			fields: [
				{
					type: 'line',
					name: 'words',
					label: say('search.words'),
					hint: say('search.hint'),
					maxLength: searchLength,
				},
				{
					type: 'choice',
					name: 'scope',
					label: say('search.where'),
					options: [
						...(context.account.role === 'user' ? [] : [{ value: 'queue', label: say('search.everything') }]),
						...scopesOf(context).map(one => ({ value: one, label: say(`scope.${one}`) })),
					],
					value: scope,
				},
			],
			command: { do: 'search', scope, sent: 'yes' },
			...missing,
			submit: say('search.submit'),
			cancel: say('chat.cancel'),
			actions: [],
			carried: [],
		}
	},
}

/** The lists that there are for this person: without an organization there are two. */
export function scopesOf({ account }: Pick<Connected, 'account'>): readonly Scope[] {
	return scopes.filter(scope => scope !== 'organization' || account.organization)
}

/** What to say of a list that holds nothing at all. */
export function emptyList({ say, account }: Pick<Speaking, 'say' | 'account'>, scope: Scope): string {
	if (scope === 'organization' && !account.organization) return say('list.empty.noOrganization')
	return say(`list.empty.${scope}`)
}

/** One ticket as a line of a list. @param back the list that its page leads back to */
export function listItem(context: Speaking, ticket: TicketSummary, back?: List): ListItem {
	const { say, format, account } = context
	const date = format.day(ticket.createdAt)
	return {
		number: ticket.number,
		subject: ticket.subject,
		status: statusShown(context, ticket.status),
		detail:
			ticket.requester.id === account.id
				? say('list.item.mine', { date })
				: say('list.item.other', { name: ticket.requester.name, date }),
		activity: { at: ticket.activityAt, text: format.moment(ticket.activityAt) },
		open: {
			label: say('ticket.open'),
			command: { do: 'view', number: ticket.number, ...(back && { back }) },
		},
	}
}

/** A status as this person may know it: requesters the three, agents the six. */
export function statusShown(
	{ account, say }: Pick<Speaking, 'account' | 'say'>,
	status: TicketSummary['status'],
): ListItem['status'] {
	const shown = shownStatus[status]
	return { shown, label: account.role === 'user' ? say(`status.${shown}`) : say(`status.agent.${status}`) }
}

/** A page of a list, as whoever it is for is shown it. */
export function listView(
	context: Speaking,
	command: ListCommand,
	page: Awaited<ReturnType<Connected['ports']['tickets']['list']>>,
): ListView {
	const { say } = context
	const { cursor: _, ...here } = command
	const { search: words, ...unsearched } = here
	const { do: _list, ...back } = command
	return {
		kind: 'list',
		locale: context.locale,
		scope: command.scope,
		title: say(`scope.${command.scope}`),
		summary: say('list.summary', page.counts),
		counts: page.counts,
		choices: choices(context, here, page.counts),
		...(words && {
			searched: {
				words,
				label: say('list.searched', { words }),
				clear: { label: say('list.search.clear'), command: unsearched },
			},
		}),
		items: page.tickets.map(ticket => listItem(context, ticket, back)),
		...(page.tickets.length === 0 && {
			empty: command.status || words ? say('list.empty.filtered') : emptyList(context, command.scope),
		}),
		...(page.previous && {
			previous: { label: say('list.previous'), command: { ...here, cursor: page.previous } },
		}),
		...(page.next && { next: { label: say('list.next'), command: { ...here, cursor: page.next } } }),
		actions: [
			{ label: say('new.action'), command: { do: 'new' }, weight: 'main' },
			{ label: say('list.search'), command: { do: 'search', scope: command.scope } },
			{ label: say('help.action'), command: { do: 'help' } },
		],
	}
}

function choices(context: Speaking, here: ListCommand, counts: StatusCounts): Choice[] {
	const { say } = context
	const { status: _, ...anyStatus } = here
	const sum = counts.open + counts.awaiting + counts.solved
	return [
		{
			name: 'scope',
			label: say('list.choose.scope'),
			options: scopesOf(context).map(scope => ({
				label: say(`scope.${scope}`),
				command: { ...here, scope },
				chosen: scope === here.scope,
			})),
		},
		{
			name: 'status',
			label: say('list.choose.status'),
			options: [
				{
					label: here.search ? say('list.status.all') : say('list.status.any', { count: sum }),
					command: anyStatus,
					chosen: !here.status,
				},
				...shownStatuses.map(status => ({
					// The counts are of the whole list, which is not what a search shows.
					label: here.search
						? say(`status.${status}`)
						: say('list.status.one', { status: say(`status.${status}`), count: counts[status] }),
					command: { ...here, status },
					chosen: status === here.status,
				})),
			],
		},
		// What a search finds is in one order, newest first.
		...(here.search
			? []
			: [
					{
						name: 'sort' as const,
						label: say('list.choose.sort'),
						options: sorts.map(sort => ({
							label: say(`list.sort.${sort}`),
							command: { ...here, sort },
							chosen: sort === (here.sort ?? 'activity'),
						})),
					},
				]),
	]
}

/** Reads `[mine|cc|org] [status] [sort:…] [words]`, where the first word may be a status. */
function readList({ word, words }: Typed): ListCommand | Misread {
	const scope = Object.hasOwn(scopeWords, word) ? scopeWords[word] : undefined
	const rest = scope ? [...words] : [word, ...words]
	const first = rest[0]?.toLowerCase() ?? ''
	const status = Object.hasOwn(statusWords, first) ? statusWords[first] : undefined
	if (status) rest.shift()
	let sort: Sort | undefined
	const wanted: string[] = []
	for (const part of rest) {
		// An address or a code with a colon is something to search for.
		const filter = /^(\p{L}+):(\p{L}+)$/u.exec(part)
		if (!filter) {
			wanted.push(part)
			continue
		}
		const [, name, value] = filter
		sort = sorts.find(one => one === value?.toLowerCase())
		if (name?.toLowerCase() !== 'sort' || !sort) {
			return {
				misread: say => say('refused.filter', { word: cutText(part, 80), words: filterWords.join(', ') }),
			}
		}
	}
	const search = searchWords(wanted.join(' '))
	if (search && sort) return { misread: say => say('refused.sort', { word: `sort:${sort}` }) }
	return {
		do: 'list',
		scope: scope ?? 'requested',
		...(status && { status }),
		...(sort && sort !== 'activity' && { sort }),
		...(search && { search }),
	}
}

/** What is searched for: without what only stands between words, and short enough for a button. */
export function searchWords(text: string): string {
	const words = text
		.toWellFormed()
		.replaceAll(/["\\\p{C}\s\uFFFD]+/gu, ' ')
		.trim()
	return words.slice(0, searchLength).toWellFormed().replaceAll('\uFFFD', '').trim()
}
