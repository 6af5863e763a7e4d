import { byName, type Command } from '../../src/commands/command.ts'
import type { Locale } from '../../src/domain/account.ts'
import { priorities, queues, queueSorts, shownStatus, statuses } from '../../src/domain/ticket.ts'
import type { ListItem, ListView } from '../../src/views/view.ts'
import { formatOf } from '../../src/words/format.ts'
import { wordsOf } from '../../src/words/index.ts'
import { at, own, type Size } from './own.ts'
import { hostile, long } from './texts.ts'

const organizations = {
	usual: ['Acme', 'Umbra'],
	largest: Array.from({ length: 50 }, (_, index) => `${long('Organization ', 70)}${index}`),
	hostile: [hostile, 'Acme'],
} as const

/** The queue of support: whatever nobody has, or, filtered as far as can be, all of it. */
export function queueExample(locale: Locale, size: Size): ListView {
	const say = wordsOf(locale)
	const usual = size === 'usual'
	const counts =
		size === 'largest'
			? { unassigned: 98_765, mine: 12_345, all: 234_567 }
			: { unassigned: 3, mine: 1, all: 7 }
	const here: Command & { do: 'queue' } = {
		do: 'queue',
		...(!usual && {
			queue: 'all' as const,
			status: 'pending' as const,
			priority: 'normal' as const,
			organization: '49',
			search: own[size].word,
		}),
	}
	const cursor = usual ? 'n.1042' : long('c', 80)
	const any = (key: 'status' | 'priority' | 'organization') => {
		const { [key]: _, ...rest } = here
		return rest
	}
	return {
		kind: 'list',
		locale,
		scope: 'queue',
		title: say(`queue.${here.queue ?? 'unassigned'}`),
		summary: say('queue.summary', counts),
		choices: [
			{
				name: 'scope',
				label: say('queue.choose'),
				options: queues.map(queue => ({
					label: say('queue.one', { queue: say(`queue.${queue}`), count: counts[queue] }),
					command: { ...here, queue },
					chosen: queue === (here.queue ?? 'unassigned'),
				})),
			},
			{
				name: 'status',
				label: say('list.choose.status'),
				options: [
					{ label: say('queue.status.any'), command: any('status'), chosen: usual },
					...statuses.map(status => ({
						label: say(`status.agent.${status}`),
						command: { ...here, status },
						chosen: status === here.status,
					})),
				],
			},
			{
				name: 'priority',
				label: say('ticket.priority'),
				options: [
					{ label: say('queue.priority.any'), command: any('priority'), chosen: usual },
					...priorities.map(priority => ({
						label: say(`priority.${priority}`),
						command: { ...here, priority },
						chosen: priority === here.priority,
					})),
				],
			},
			{
				name: 'organization',
				label: say('ticket.organization'),
				options: [
					{ label: say('queue.organization.any'), command: any('organization'), chosen: usual },
					...(size === 'largest'
						? [
								{
									label: say('queue.organization.find', { count: 12_345 }),
									command: { ...here, organization: byName },
									chosen: false,
								},
							]
						: []),
					...organizations[size].map((name, index) => ({
						label: name,
						command: { ...here, organization: String(index) },
						chosen: String(index) === here.organization,
					})),
				],
			},
			...(here.search
				? []
				: [
						{
							name: 'sort' as const,
							label: say('list.choose.sort'),
							options: queueSorts.map(sort => ({
								label: say(`queue.sort.${sort}`),
								command: { ...here, sort },
								chosen: sort === 'waiting',
							})),
						},
					]),
		],
		...(here.search && {
			searched: {
				words: here.search,
				label: say('list.searched', { words: here.search }),
				clear: { label: say('list.search.clear'), command: { do: 'queue', queue: 'all' } },
			},
		}),
		items: Array.from({ length: usual ? 3 : 10 }, (_, index) => queueLine(locale, size, index)),
		previous: { label: say('queue.previous'), command: { ...here, cursor } },
		next: { label: say('queue.next'), command: { ...here, cursor } },
		actions: [
			{ label: say('queue.again'), command: here, weight: 'main' },
			{ label: say('list.search'), command: { do: 'search', scope: 'queue' } },
			{ label: say('answers.title'), command: { do: 'answers' } },
			{ label: say('help.action'), command: { do: 'help' } },
		],
	}
}

function queueLine(locale: Locale, size: Size, index: number): ListItem {
	const say = wordsOf(locale)
	const format = formatOf(locale)
	const status = statuses[index % statuses.length] ?? 'new'
	const number = 1042 - index
	const marks = [
		say('promise.answer.missed'),
		say('promise.answer.near', { time: format.time(at) }),
		undefined,
	]
	return {
		number,
		subject: own[size].subject,
		status: { shown: shownStatus[status], label: say(`status.agent.${status}`) },
		detail: [
			marks[index % 3],
			say('queue.item.priority', { priority: say('priority.urgent') }),
			say('queue.item.at', { name: own[size].name, organization: organizations[size][0] ?? '' }),
			index % 2 === 0 ? say('ticket.assignee.none') : own[size].name,
			say('queue.item.waiting', { date: format.moment(at) }),
		]
			.filter(Boolean)
			.join(' · '),
		activity: { at, text: format.moment(at) },
		open: { label: say('ticket.open'), command: { do: 'view', number } },
	}
}
