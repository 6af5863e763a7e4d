import type { Command, CommandOf, List } from '../../src/commands/command.ts'
import { readCommand } from '../../src/commands/command.ts'
import type { View } from '../../src/views/view.ts'

type Queue = CommandOf<'queue'>

/**
 * The address at which a command that only reads is asked, beginning with `/`.
 * @returns undefined for the others, which are asked by POST
 */
export function addressOf(command: Command): string | undefined {
	switch (command.do) {
		case 'home':
			return '/home'
		case 'help':
			return at('/help', { word: command.word })
		case 'list':
			return at('/requests', listQuery(command))
		case 'search':
			if (command.sent) return undefined
			return at('/requests/search', { scope: command.scope })
		case 'view':
			return at(`/requests/${command.number}`, {
				before: command.before,
				from: command.from,
				back: command.back && backTo(command.back),
			})
		case 'comment':
			return at(`/requests/${command.number}`, { comment: command.sequence })
		case 'new':
			if (command.sent || command.text || command.files || command.draft) return undefined
			return at('/requests/new', { requester: command.requester, subject: command.subject })
		case 'reply':
			if (command.sent || command.text || command.files || command.draft || !command.number) return undefined
			return `${at(`/requests/${encodeURIComponent(command.number)}`, { saved: command.saved })}#reply`
		case 'queue':
			return command.sent || command.org ? undefined : at('/queue', queueQuery(command))
		case 'history':
			return command.account === undefined
				? addressOfAct(command)
				: at('/history', { account: command.account, before: command.before })
		case 'answers':
			if (command.text || command.files || command.draft) return undefined
			return at('/answers', { number: command.number })
		default:
			return addressOfAct(command)
	}
}

/** What one does with a request on a page of its own. */
export const ticketActs = [
	'note',
	'status',
	'priority',
	'assign',
	'merge',
	'rate',
	'history',
	'deliveries',
] as const
export type TicketAct = (typeof ticketActs)[number]

/** The page of something that one does with a request, as long as asking for it does nothing. */
function addressOfAct(command: Command): string | undefined {
	const act = ticketActs.find(act => act === command.do)
	if (!act) return undefined
	const { do: _, number, ...others } = command as { readonly do: TicketAct } & Record<string, unknown>
	const { before, chosen, ...doing } = others
	if (Object.values(doing).some(value => value !== undefined)) return undefined
	return at(`/requests/${String(number)}/${act}`, {
		before: typeof before === 'string' ? before : undefined,
		chosen: typeof chosen === 'string' ? chosen : undefined,
	})
}

/** Where the form of a command is sent: to the page that shows it, so that its address outlives an error. */
export function formAddressOf(command: Command): string {
	if (command.do === 'reply' && command.number) return `/requests/${encodeURIComponent(command.number)}#reply`
	if (command.do === 'new') return '/requests/new'
	if (command.do === 'signup') return '/sign-up'
	if (command.do === 'forgot') return '/password/forgot'
	const act = ticketActs.find(act => act === command.do)
	return act && 'number' in command ? `/requests/${String(command.number)}/${act}` : '/do'
}

/** An address that a page may link to, whoever it came from: a web page, or a mail to someone. */
export function webAddress(url: string): string | undefined {
	return /^(?:https?:\/\/|mailto:)/i.test(url) ? url : undefined
}

/** Where what a view shows is found again; undefined for one that is an answer to something sent. */
export function addressOfView(view: View): string | undefined {
	switch (view.kind) {
		case 'list': {
			const here = view.choices.find(choice => choice.name === 'scope')?.options.find(one => one.chosen)
			if (view.scope === 'queue') return addressOf(here?.command ?? { do: 'queue' })
			return addressOf(here?.command ?? { do: 'list', scope: view.scope })
		}
		case 'ticket':
			return `/requests/${view.ticket.number}`
		case 'help':
			return '/help'
		case 'home':
			return '/home'
		case 'form':
		case 'message':
		case 'notice':
			return undefined
	}
}

/** Reads the list that a query names; undefined when a value is none that a list knows. */
export function readList(query: URLSearchParams): CommandOf<'list'> | undefined {
	const command = readCommand({
		do: 'list',
		scope: query.get('scope') ?? 'requested',
		status: query.get('status'),
		sort: query.get('sort'),
		search: query.get('search'),
		cursor: query.get('cursor'),
	})
	return command?.do === 'list' ? command : undefined
}

/** Reads the queue that a query names; undefined when a value is none that the queue knows. */
export function readQueue(query: URLSearchParams): Queue | undefined {
	const names = ['queue', 'status', 'priority', 'organization', 'sort', 'search', 'cursor']
	const command = readCommand({
		do: 'queue',
		...Object.fromEntries(names.map(name => [name, query.get(name)])),
	})
	return command?.do === 'queue' ? command : undefined
}

/** The address of a request that is opened from the queue, so that its page leads back to what was shown there. */
export function addressFromQueue(number: number, queue: Queue): string {
	return at(`/requests/${number}`, { back: `/queue?${query(queueQuery(queue))}` })
}

/** The queue that a request's page was opened from, by its `back`. */
export function queueBefore(page: URLSearchParams): Queue | undefined {
	const [path, state] = (page.get('back') ?? '').split('?', 2)
	return path === '/queue' ? readQueue(new URLSearchParams(state ?? '')) : undefined
}

/** The list that a request's page was opened from, by its `back`; the first one where it does not say. */
export function listBefore(page: URLSearchParams): List {
	const { do: _, ...list } = readList(new URLSearchParams(page.get('back') ?? '')) ?? {
		do: 'list',
		scope: 'requested',
	}
	return list
}

/** An address with the way back that the page before it had, where that is the same page. */
export function withBack(address: string, before: string): string {
	const { pathname, searchParams } = new URL(before, 'http://portal.invalid')
	const back = searchParams.get('back')
	return back && pathname === address ? at(address, { back }) : address
}

/** A path on this portal that may be gone to after something else, or undefined for anything but that. */
export function localPath(path: string | undefined | null): string | undefined {
	if (!path || path.length > 2_000 || !/^\/(?![/\\])[!-~]*$/.test(path)) return undefined
	if (plainPath.test(path)) return path
	try {
		const url = new URL(path, 'http://portal.invalid')
		// `/.//host` resolves to `//host`, which a browser takes for another site.
		const here = url.host === 'portal.invalid' && !url.pathname.startsWith('//')
		return here ? `${url.pathname}${url.search}` : undefined
	} catch {
		return undefined
	}
}

/** What a URL would not change, which is most of what is asked for: no dots, nothing empty, nothing to be encoded. */
const plainPath = /^(?:\/[\w-]+)+(?:\?[\w.~%=&*+-]+)?$/

/** The lines of a list all lead back to the same one. */
const backs = new WeakMap<List, string>()

function backTo(list: List): string {
	const known = backs.get(list)
	if (known !== undefined) return known
	const back = query(listQuery(list))
	backs.set(list, back)
	return back
}

function listQuery(list: List): Record<string, string | undefined> {
	return {
		scope: list.scope === 'requested' ? undefined : list.scope,
		status: list.status,
		sort: list.sort === 'activity' ? undefined : list.sort,
		search: list.search,
		cursor: list.cursor,
	}
}

function queueQuery(queue: Omit<Queue, 'do'>): Record<string, string | undefined> {
	return {
		queue: queue.queue === 'unassigned' ? undefined : queue.queue,
		status: queue.status,
		priority: queue.priority,
		organization: queue.organization,
		sort: queue.sort === 'waiting' ? undefined : queue.sort,
		search: queue.search,
		cursor: queue.cursor,
	}
}

function at(path: string, values: Record<string, string | number | undefined>): string {
	const text = query(values)
	return text ? `${path}?${text}` : path
}

function query(values: Record<string, string | number | undefined>): string {
	let text = ''
	for (const name of Object.keys(values)) {
		const value = values[name]
		if (value === undefined || value === '') continue
		const written = String(value)
		text += `${text && '&'}${name}=${unreserved.test(written) ? written : encoded(written)}`
	}
	return text
}

/** What stands in a query as it is, which is most of what does. */
const unreserved = /^[\w.*-]*$/

function encoded(text: string): string {
	return new URLSearchParams([['', text]]).toString().slice(1)
}
