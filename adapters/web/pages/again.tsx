import { type Command, readCommand } from '../../../src/commands/command.ts'
import { handle } from '../../../src/handle.ts'
import type { Ports } from '../../../src/ports/index.ts'
import type { Field, FormView, View } from '../../../src/views/view.ts'
import { listBefore, localPath } from '../address.ts'
import { answerView } from '../answer.tsx'
import type { WebContext } from '../context.ts'
import type { Sent } from '../receive.ts'
import type { KeptFile } from '../render/field.tsx'
import { actorOf, formBeside } from './requests.tsx'

/** What was typed into a form and had no effect, for the form to be shown again. */
export type Unsent = {
	readonly fields: ReadonlyMap<string, string>
	/** Whether files came along, which browsers cannot keep. */
	readonly files: boolean
}

/** In UTF-16 units, of all that was typed: the longest text and its command, with room to spare. */
const most = 80_000
const passwords = new Set(['current', 'password', 'again'])
/** What says which form it was; the rest of a command could be an act by itself. */
const about = ['number', 'change', 'scope', 'requester', 'id', 'chosen'] as const
/** The commands whose forms are shown when they are asked for without what was typed. */
const forms = new Set<Command['do']>([
	...(['new', 'reply', 'cc', 'notify', 'search'] as const),
	...(['note', 'status', 'priority', 'assign', 'merge', 'answer', 'rate'] as const),
])

/** The parts of the settings in which something is typed. */
const parts = new Set(['profile', 'address', 'password'])

/** @returns undefined where nothing was typed, or more than any form of ours holds */
export function unsentOf({ fields, files }: Sent): Unsent | undefined {
	const typed = new Map([...fields].filter(([name]) => !passwords.has(name)))
	const length = [...typed].reduce((sum, [name, value]) => sum + name.length + value.length, 0)
	const isForm = parts.has(typed.get('part') ?? '') || formCommand(typed) !== undefined
	return isForm && length <= most ? { fields: typed, files: files.length > 0 } : undefined
}

/** The part of its page that the form is, as the end of an address; empty for a page of its own. */
export function targetOf({ fields }: Unsent): string {
	const part = fields.get('part')
	if (part) return `#${part}`
	const name = formCommand(fields)?.do
	return name === 'reply' || name === 'note' ? `#${name}` : ''
}

/** As the text that a page carries while someone signs in. */
export function writeUnsent({ fields, files }: Unsent): string {
	return JSON.stringify([[...fields], files])
}

/** @returns undefined for anything that {@link writeUnsent} did not write */
export function readUnsent(text: string | undefined): Unsent | undefined {
	if (!text) return undefined
	try {
		const [fields, files] = JSON.parse(text) as [unknown, unknown]
		if (!Array.isArray(fields)) return undefined
		const map = new Map<string, string>()
		for (const entry of fields as unknown[]) {
			if (!Array.isArray(entry)) return undefined
			const [name, value] = entry as unknown[]
			if (typeof name !== 'string' || typeof value !== 'string') return undefined
			map.set(name, value)
		}
		return { fields: map, files: files === true }
	} catch {
		return undefined
	}
}

/**
 * The form filled in once more with what was typed, which has no effect until it is sent.
 * @param noted what to say on top, and at which field
 */
export async function formAgain(
	c: WebContext,
	ports: Ports,
	{ fields }: Unsent,
	noted: { readonly said: string } | { readonly errors: Readonly<Record<string, string>> },
): Promise<Response> {
	const here = localPath(fields.get('page')) ?? '/requests'
	const command = formCommand(fields)
	if (!command) return c.redirect(here, 303)
	const view = await handle(actorOf(c, ports), command, ports)
	if (view.kind !== 'form') return answerView(c, ports, view, { here })
	const filled = {
		...view,
		...noted,
		fields: view.fields.map(field => filledIn(field, fields.get(field.name))),
	}
	return showForm(c, ports, filled, { here })
}

/** Shows a form in place; the one to add to a request is a part of the request's page, with errors as without. */
export async function showForm(
	c: WebContext,
	ports: Ports,
	form: FormView,
	{ here, kept = [] }: { readonly here: string; readonly kept?: readonly KeptFile[] },
): Promise<Response> {
	const ticket = await ticketOf(c, ports, form.command, here)
	if (ticket?.kind !== 'ticket') return answerView(c, ports, form, { here, extras: { kept } })
	const status = form.errors ? 422 : 200
	const { number } = ticket.ticket
	const beside = await formBeside(c, ports, ticket, {
		do: form.command.do === 'note' ? 'reply' : 'note',
		number,
	})
	const extras = form.command.do === 'note' ? { note: form, form: beside } : { form, note: beside }
	return answerView(c, ports, ticket, { here, status, extras: { ...extras, kept } })
}

/** The request on whose page a form stands: the one to add to it, or the one for a note that came from there. */
async function ticketOf(
	c: WebContext,
	ports: Ports,
	command: Command,
	here: string,
): Promise<View | undefined> {
	if ((command.do !== 'reply' && command.do !== 'note') || typeof command.number !== 'number')
		return undefined
	const { searchParams } = new URL(here, 'http://portal.invalid')
	const back = c.get('account').role === 'user' ? listBefore(searchParams) : undefined
	const view = { do: 'view', number: command.number, ...(back && { back }) } as const
	return handle(actorOf(c, ports), view, ports)
}

/** What asks for the form that was sent, empty: never what sending it asks for. */
function formCommand(fields: ReadonlyMap<string, string>): Command | undefined {
	let carried: unknown
	try {
		carried = JSON.parse(fields.get('command') ?? '')
	} catch {
		return undefined
	}
	if (typeof carried !== 'object' || carried === null) return undefined
	const given = carried as Readonly<Record<string, unknown>>
	if (given['sent'] !== 'yes') return undefined
	const kept = about.flatMap(name => (given[name] === undefined ? [] : [[name, given[name]] as const]))
	const command = readCommand({ do: given['do'], ...Object.fromEntries(kept) })
	return command && forms.has(command.do) ? command : undefined
}

function filledIn(field: Field, value: string | undefined): Field {
	return value === undefined || field.type === 'files' ? field : { ...field, value }
}
