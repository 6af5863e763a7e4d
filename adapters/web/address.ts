import type { Command, CommandOf } from '../../src/commands/command.ts'
import { readCommand } from '../../src/commands/command.ts'
import type { View } from '../../src/views/view.ts'

type List = Omit<CommandOf<'list'>, 'do'>

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
				back: command.back && query(listQuery(command.back)),
			})
		case 'comment':
			return at(`/requests/${command.number}`, { comment: command.sequence })
		case 'new':
			if (command.sent || command.text || command.files || command.draft) return undefined
			return at('/requests/new', { subject: command.subject })
		case 'reply':
			if (command.sent || command.text || command.files || command.draft || !command.number) return undefined
			return `/requests/${encodeURIComponent(command.number)}#reply`
		default:
			return undefined
	}
}

/** Where the form of a command is sent: to the page that shows it, so that its address outlives an error. */
export function formAddressOf(command: Command): string {
	if (command.do === 'reply' && command.number) return `/requests/${encodeURIComponent(command.number)}#reply`
	if (command.do === 'new') return '/requests/new'
	if (command.do === 'signup') return '/sign-up'
	if (command.do === 'forgot') return '/password/forgot'
	return '/do'
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
	try {
		const url = new URL(path, 'http://portal.invalid')
		// `/.//host` resolves to `//host`, which a browser takes for another site.
		const here = url.host === 'portal.invalid' && !url.pathname.startsWith('//')
		return here ? `${url.pathname}${url.search}` : undefined
	} catch {
		return undefined
	}
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

function at(path: string, values: Record<string, string | number | undefined>): string {
	const text = query(values)
	return text ? `${path}?${text}` : path
}

function query(values: Record<string, string | number | undefined>): string {
	const given = Object.entries(values).flatMap(([name, value]) =>
		value === undefined || value === '' ? [] : [[name, String(value)] as [string, string]],
	)
	return new URLSearchParams(given).toString()
}
