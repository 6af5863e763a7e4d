import { byName, type CommandOf } from '../commands/command.ts'
import type { Connected } from '../commands/context.ts'
import type { Definition } from '../commands/definition.ts'
import { priorities, type QueueItem, queues, queueSorts, shownStatus, statuses } from '../domain/ticket.ts'
import type { Accounts } from '../ports/accounts.ts'
import type { QueuePage } from '../ports/tickets.ts'
import type { Choice, FormView, ListItem, ListView, View } from '../views/view.ts'
import { listItem } from './lists.ts'
import { refusal } from './message.ts'
import { organizationNamed } from './organizations.ts'
import { promiseMark } from './promises.ts'
import { readQueue, takeOrganization, unnamed } from './queue-words.ts'

type QueueCommand = CommandOf<'queue'>
type Shown = Awaited<ReturnType<Accounts['firstOrganizations']>>

const organizationsShown = 50
/** So few need not be asked for by name. */
const organizationsAlone = 3

/** For agents: what support has before it; what nobody has taken, whoever waits longest first. */
export const queue: Definition<'queue'> = {
	for: 'agents',
	spoken: {
		words: ['queue', 'coda'],
		usage: 'usage.queue',
		does: 'help.queue',
		example: 'example.queue',
		section: 'agents',
		read: readQueue,
	},
	async run(context, asked) {
		const { ports, account, actor } = context
		if (asked.organization === byName) return organizationForm(context, asked)
		const command = await withOrganization(context, asked)
		if ('kind' in command) return command
		const { status, priority, organization, search, cursor } = command
		const page = await ports.tickets.queue(account, {
			queue: command.queue ?? 'unassigned',
			...(status && { status }),
			...(priority && { priority }),
			...(organization && { organization }),
			...(search && { search }),
			...(cursor && { cursor }),
			sort: command.sort ?? 'waiting',
			size: actor.pageSize,
		})
		const shown = await ports.accounts.firstOrganizations(organizationsShown, organization)
		return queueView(context, command, page, shown)
	},
}

/** The command with the organization that it names, or what is said where there is none of that name. */
async function withOrganization(context: Connected, asked: QueueCommand): Promise<QueueCommand | View> {
	const { say, ports } = context
	const { org: typed, sent, search: words, ...others } = asked
	// In the search box of a page it stands among the words.
	const { org = typed, rest } = takeOrganization(words ?? '')
	const refused = (why: string) =>
		refusal(context, why, [{ label: say('queue.action'), command: { do: 'queue' } }])
	if (org === '') return refused(unnamed(say))
	const search = org === typed ? words : rest.trim()
	const command = { ...others, ...(search && { search }) }
	if (!org) return sent ? organizationForm(context, asked, say('queue.organization.missing')) : command
	const named = organizationNamed(context, await ports.accounts.organizations(), org)
	if (!('refused' in named)) return { ...command, organization: named.id }
	return sent ? organizationForm(context, asked, named.refused) : refused(named.refused)
}

/** Asks for the name of one organization, where there are too many to choose from. */
function organizationForm(context: Connected, asked: QueueCommand, error?: string): FormView {
	const { say } = context
	const { organization: _, org, cursor: __, sent: ___, ...here } = asked
	return {
		kind: 'form',
		locale: context.locale,
		title: say('ticket.organization'),
		intro: [],
		fields: [
			{
				type: 'line',
				name: 'org',
				label: say('ticket.organization'),
				hint: say('queue.organization.hint'),
				maxLength: 200,
				...(org && { value: org }),
			},
		],
		command: { ...here, sent: 'yes' },
		submit: say('chat.apply'),
		cancel: say('chat.cancel'),
		...(error !== undefined && { errors: { org: error } }),
		actions: [],
		carried: [],
	}
}

function queueView(
	context: Connected,
	command: QueueCommand,
	page: QueuePage,
	organizations: Shown,
): ListView {
	const { say } = context
	const { cursor: _, ...here } = command
	const { search: words, ...unsearched } = here
	const name = command.queue ?? 'unassigned'
	const filtered = words || command.status || command.priority || command.organization
	return {
		kind: 'list',
		locale: context.locale,
		scope: 'queue',
		title: say(`queue.${name}`),
		summary: queueSummary(context, page.counts),
		choices: choices(context, here, page.counts, organizations),
		...(words && {
			searched: {
				words,
				label: say('list.searched', { words }),
				clear: { label: say('list.search.clear'), command: unsearched },
			},
		}),
		items: page.tickets.map(ticket => queueItem(context, ticket)),
		...(page.tickets.length === 0 && {
			empty: filtered ? say('list.empty.filtered') : say(`queue.empty.${name}`),
		}),
		...(page.previous && {
			previous: { label: say('queue.previous'), command: { ...here, cursor: page.previous } },
		}),
		...(page.next && { next: { label: say('queue.next'), command: { ...here, cursor: page.next } } }),
		actions: [
			{ label: say('queue.again'), command: here, weight: 'main' },
			{ label: say('list.search'), command: { do: 'search', scope: 'queue' } },
			{ label: say('answers.title'), command: { do: 'answers' } },
			{ label: say('help.action'), command: { do: 'help' } },
		],
	}
}

/** How many requests each queue holds, in words. */
export function queueSummary({ say }: Pick<Connected, 'say'>, counts: QueuePage['counts']): string {
	return say('queue.summary', counts)
}

/** A line of the queue: what is urgent of it, who asked, who has it and since when it waits. */
function queueItem(context: Connected, ticket: QueueItem): ListItem {
	const { say, format, ports } = context
	const { requester, organization, assignee, waitingSince, priority, rating } = ticket
	const parts = [
		promiseMark(context, ticket, ports.clock.now()),
		priority === 'normal' ? undefined : say('queue.item.priority', { priority: say(`priority.${priority}`) }),
		organization
			? say('queue.item.at', { name: requester.name, organization: organization.name })
			: requester.name,
		assignee?.name ?? say('ticket.assignee.none'),
		waitingSince === undefined ? undefined : say('queue.item.waiting', { date: format.moment(waitingSince) }),
		rating && say(rating.good ? 'queue.item.good' : 'queue.item.bad'),
	]
	return { ...listItem(context, ticket), detail: parts.filter(Boolean).join(' · ') }
}

function choices(
	{ say }: Connected,
	here: QueueCommand,
	counts: QueuePage['counts'],
	{ organizations, count }: Shown,
): Choice[] {
	const { status: _, ...anyStatus } = here
	const { priority: __, ...anyPriority } = here
	const { organization: ___, ...anyOrganization } = here
	const all: Choice[] = [
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
				{
					label: say(here.search ? 'list.status.all' : 'queue.status.any'),
					command: anyStatus,
					chosen: !here.status,
				},
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
				{ label: say('queue.priority.any'), command: anyPriority, chosen: !here.priority },
				...priorities.map(priority => ({
					label: say(`priority.${priority}`),
					command: { ...here, priority },
					chosen: priority === here.priority,
				})),
			],
		},
	]
	if (organizations.length > 0) {
		all.push({
			name: 'organization',
			label: say('ticket.organization'),
			options: [
				{ label: say('queue.organization.any'), command: anyOrganization, chosen: !here.organization },
				// Before the others, of which some may find no room.
				...(count > organizationsAlone
					? [
							{
								label: say('queue.organization.find', { count }),
								command: { ...here, organization: byName },
								chosen: false,
							},
						]
					: []),
				...organizations.map(({ id, name }) => ({
					label: name,
					command: { ...here, organization: id },
					chosen: id === here.organization,
				})),
			],
		})
	}
	// What a search finds, and what is done, is in one order, newest first.
	if (!here.search && (!here.status || shownStatus[here.status] !== 'solved')) {
		all.push({
			name: 'sort',
			label: say('list.choose.sort'),
			options: queueSorts.map(sort => ({
				label: say(`queue.sort.${sort}`),
				command: { ...here, sort },
				chosen: sort === (here.sort ?? 'waiting'),
			})),
		})
	}
	return all
}
