import type { Actor } from '../../../src/commands/actor.ts'
import { type Command, readCommand } from '../../../src/commands/command.ts'
import { type Scope, scopes, shownStatuses, sorts, type StatusCounts } from '../../../src/domain/ticket.ts'
import { handle } from '../../../src/handle.ts'
import type { Ports } from '../../../src/ports/index.ts'
import { pageSize } from '../../../src/rules/limits.ts'
import { cutText } from '../../../src/text/rich.ts'
import type { FormView, ListView, TicketView } from '../../../src/views/view.ts'
import type { PlainKey } from '../../../src/words/index.ts'
import { listBefore, queueBefore, readList, ticketActs } from '../address.ts'
import { answerView, localeOf } from '../answer.tsx'
import { queryOf, type WebContext } from '../context.ts'
import { malformed, notFound, notice } from '../notice.tsx'
import type { ListCounts } from '../render/list.ts'

const textInput = 65_536

/** Who is signed in, as the product knows them. */
export function actorOf(c: WebContext, ports: Ports, once?: string): Actor {
	return {
		who: { account: c.get('account').id },
		via: 'web',
		locale: localeOf(c, ports),
		pageSize: pageSize.portal,
		textInput,
		fileInput: ports.settings.fileLimits,
		...(once && { once }),
	}
}

/** `GET /`: the requests are what people come for, and the queue what agents do. */
export function start(c: WebContext): Response {
	return c.redirect(c.get('account').role === 'user' ? '/requests' : '/queue', 303)
}

/** `GET /home`: the three lists at a glance. */
export async function home(c: WebContext, ports: Ports): Promise<Response> {
	return answerView(c, ports, await handle(actorOf(c, ports), { do: 'home' }, ports))
}

/** `GET /help`: what can be typed in chat. */
export async function help(c: WebContext, ports: Ports): Promise<Response> {
	const command = readCommand({ do: 'help', word: c.req.query('word')?.slice(0, 100) }) ?? { do: 'help' }
	return answerView(c, ports, await handle(actorOf(c, ports), command, ports))
}

/** `GET /requests`: one of the lists; what it shows is in the address. */
export async function list(c: WebContext, ports: Ports): Promise<Response> {
	const query = queryOf(c)
	const command = readList(query)
	if (!command) {
		return unknownFilter(c, ports, query, {
			known: { scope: scopes, status: shownStatuses, sort: sorts },
			back: { label: 'scope.requested', command: { do: 'list', scope: 'requested' } },
		})
	}
	const view = await handle(actorOf(c, ports), command, ports)
	const extras = view.kind === 'list' ? { counts: await countsOf(c, ports, view) } : {}
	return answerView(c, ports, view, { extras })
}

/** How many there are in each list; of the one that is shown the view says it. */
async function countsOf(c: WebContext, { tickets }: Ports, view: ListView): Promise<ListCounts> {
	const options = view.choices.find(choice => choice.name === 'scope')?.options ?? []
	const shown = options.flatMap(({ command }) => (command.do === 'list' ? [command.scope] : []))
	const others = shown.filter(scope => scope !== view.scope)
	const counts = await tickets.counts(c.get('account'), others)
	const of = (scope: Scope) => sum(scope === view.scope ? view.counts : counts.get(scope))
	return Object.fromEntries(shown.map(scope => [scope, of(scope)]))
}

function sum(counts: StatusCounts | undefined): number {
	return counts ? counts.open + counts.awaiting + counts.solved : 0
}

/** An unknown filter is refused with those that exist, never ignored. */
export function unknownFilter(
	c: WebContext,
	ports: Ports,
	query: URLSearchParams,
	{
		known,
		back,
	}: {
		readonly known: Readonly<Record<string, readonly string[]>>
		readonly back: { readonly label: PlainKey; readonly command: Command }
	},
): Response {
	const wrong = Object.keys(known).find(name => {
		const value = query.get(name)
		return value && !known[name]?.includes(value)
	})
	if (!wrong) return malformed(c, ports)
	const word = cutText(`${wrong}=${query.get(wrong) ?? ''}`, 80)
	const words = (known[wrong] ?? []).map(value => `${wrong}=${value}`).join(', ')
	return notice(c, ports, 400, say => ({
		title: say('refused.title'),
		text: say('refused.filter', { word, words }),
		actions: [{ label: say(back.label), command: back.command }],
	}))
}

/** `GET /requests/search`: the search form of a list. */
export async function search(c: WebContext, ports: Ports): Promise<Response> {
	const command = readCommand({ do: 'search', scope: c.req.query('scope') ?? 'requested' })
	if (!command) return malformed(c, ports)
	return answerView(c, ports, await handle(actorOf(c, ports), command, ports))
}

/** `GET /requests/new`: the form of a new request. */
export async function newRequest(c: WebContext, ports: Ports): Promise<Response> {
	const { requester, subject } = c.req.query()
	const command = readCommand({
		do: 'new',
		requester: requester?.slice(0, 1_000),
		subject: subject?.slice(0, 1_000),
	})
	return answerView(c, ports, await handle(actorOf(c, ports), command ?? { do: 'new' }, ports))
}

/** `GET /requests/{number}`: a request, its conversation and the forms to add to it. */
export async function request(c: WebContext, ports: Ports): Promise<Response> {
	const number = numberOf(c)
	if (!number) return notFound(c, ports)
	const command = viewCommand(c, number)
	if (!command) return malformed(c, ports)
	const shown = await handle(actorOf(c, ports), command, ports)
	if (shown.kind !== 'ticket' || shown.single) return answerView(c, ports, shown)
	const queue = queueBefore(queryOf(c))
	const view = queue && shown.back ? { ...shown, back: { ...shown.back, command: queue } } : shown
	const saved = c.req.query('saved')?.slice(0, 40)
	const form = await formBeside(c, ports, view, { do: 'reply', number, ...(saved && { saved }) })
	const note = await formBeside(c, ports, view, { do: 'note', number })
	return answerView(c, ports, view, { extras: { form, note } })
}

/** A form to add to a request, where its page offers that. */
export async function formBeside(
	c: WebContext,
	ports: Ports,
	{ actions }: TicketView,
	command: Command,
): Promise<FormView | undefined> {
	if (!actions.some(action => action.command.do === command.do)) return undefined
	const form = await handle(actorOf(c, ports), command, ports)
	return form.kind === 'form' ? form : undefined
}

/** `GET /requests/{number}/{act}`: what one does with a request, as the form to do it or as it is read. */
export async function ticketAct(c: WebContext, ports: Ports): Promise<Response> {
	const number = numberOf(c)
	const act = ticketActs.find(act => act === c.req.param('act'))
	if (!number || !act) return notFound(c, ports)
	const { before, chosen } = c.req.query()
	const pages = act === 'history' || act === 'deliveries'
	const command = readCommand({
		do: act,
		number,
		...(pages && before && { before }),
		...(act === 'rate' && chosen && { chosen }),
	})
	if (!command) return malformed(c, ports)
	return answerView(c, ports, await handle(actorOf(c, ports), command, ports))
}

/** The number in a path. */
export function numberOf(c: WebContext): number | undefined {
	const digits = c.req.param('number') ?? ''
	return /^[1-9]\d{0,14}$/.test(digits) ? Number(digits) : undefined
}

function viewCommand(c: WebContext, number: number): Command | undefined {
	const { comment, before, from } = c.req.query()
	if (comment !== undefined) return readCommand({ do: 'comment', number, sequence: integer(comment) })
	const page = queryOf(c)
	// Agents come from the queue where nothing else is said.
	const back = c.get('account').role === 'user' || readsList(page) ? listBefore(page) : undefined
	return readCommand({
		do: 'view',
		number,
		...(before !== undefined && { before: integer(before) }),
		...(from !== undefined && { from: integer(from) }),
		...(back !== undefined && { back }),
	})
}

function readsList(page: URLSearchParams): boolean {
	const back = page.get('back')
	return back !== null && !back.startsWith('/queue')
}

/** What is no number stays one that no command takes. */
function integer(text: string): number {
	return /^\d{1,15}$/.test(text) ? Number(text) : -1
}
