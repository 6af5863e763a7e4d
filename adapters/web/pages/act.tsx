import type { Command } from '../../../src/commands/command.ts'
import type { Locale } from '../../../src/domain/account.ts'
import type { IncomingFile } from '../../../src/domain/comment.ts'
import { handle } from '../../../src/handle.ts'
import type { Ports } from '../../../src/ports/index.ts'
import type { MessageView, View } from '../../../src/views/view.ts'
import { formatOf } from '../../../src/words/format.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { addressOf, addressOfView, localPath, withBack } from '../address.ts'
import { answerView, localeOf } from '../answer.tsx'
import type { WebContext } from '../context.ts'
import { keptToken, type StoredFile } from '../kept.ts'
import { BodyRefused, multipartBytes } from '../multipart.ts'
import { malformed, tooLarge } from '../notice.tsx'
import { commandOf, onceOf, receive, type Sent, type Takes } from '../receive.ts'
import type { KeptFile } from '../render/field.tsx'
import { commentId } from '../render/ticket.tsx'
import { keepSaid } from '../said.ts'
import { formAgain, showForm, unsentOf } from './again.tsx'
import { actorOf } from './requests.tsx'

/**
 * `POST`: does what a form or a button of any page asks. What it leads to is shown at its own address, by a
 * redirect; a form with errors and a question are shown in place.
 */
export async function act(c: WebContext, ports: Ports): Promise<Response> {
	const whom = c.get('account').id
	const room = await roomToday(c, ports)
	const sent = await received(c, ports, { whom, files: room ? 'stored' : 'dropped' })
	if (sent instanceof Response) return sent
	if (!room && sent.files.length > 0) return noRoom(c, ports, sent)
	let kept: readonly KeptFile[] = []
	try {
		const command = commandOf(sent)
		if (!command) return malformed(c, ports)
		const actor = actorOf(c, ports, onceOf(ports, sent, command))
		const view = withFileErrors(c, ports, sent, await handle(actor, command, ports))
		const here = localPath(sent.fields.get('page')) ?? '/requests'
		const leads = leadsTo(view, here, command)
		if (leads) {
			const { to, said, at } = leads
			if (said) keepSaid(c, ports, whom, { text: said, at })
			return c.redirect(at ? `${to}#${at}` : to, 303)
		}
		if (view.kind !== 'form') return answerView(c, ports, view, { here })
		kept = view.fields.some(field => field.type === 'files') ? keptOf(c, ports, sent, view.locale) : []
		return await showForm(c, ports, view, { here, kept })
	} finally {
		if (kept.length === 0) await removeUnused(ports, sent.arrived)
	}
}

/** Whether what is sent still fits into what its sender may upload in a day; it counts from now on. */
async function roomToday(c: WebContext, ports: Ports): Promise<boolean> {
	const { fileLimits, uploadsADay } = ports.settings
	if (!c.req.header('content-type')?.toLowerCase().startsWith('multipart/')) return true
	const bytes = Number(c.req.header('content-length') ?? multipartBytes(fileLimits))
	return ports.tickets.takeUpload({ by: c.get('account').id, bytes, aDay: uploadsADay })
}

/** Files came that nobody has room for: what was typed is shown again, without them. */
function noRoom(c: WebContext, ports: Ports, sent: Sent): Response | Promise<Response> {
	const spoken = localeOf(c, ports)
	const { timeZone } = c.get('account')
	const size = formatOf(spoken, timeZone).size(ports.settings.uploadsADay)
	const unsent = unsentOf(sent)
	if (!unsent) return malformed(c, ports)
	return formAgain(c, ports, unsent, { errors: { files: wordsOf(spoken)('web.uploads', { size }) } })
}

/** Removes what came for nothing: refused with the act that it came for, or sent twice. */
async function removeUnused({ tickets, files }: Ports, keys: readonly string[]): Promise<void> {
	if (keys.length === 0) return
	for (const key of await tickets.unusedFiles(keys)) await files.remove(key)
}

/**
 * Reads what was sent, or says why it cannot be.
 * @param takes what becomes of files; without it a form with files is refused
 */
export async function received(c: WebContext, ports: Ports, takes?: Takes): Promise<Sent | Response> {
	try {
		return await receive(c, ports, takes)
	} catch (error) {
		if (!(error instanceof BodyRefused)) throw error
		return error.why === 'large' ? tooLarge(c, ports) : malformed(c, ports)
	}
}

/** Where to go: `at` names the part of that page that this is about, by its id. */
type Leads = { readonly to: string; readonly said?: string; readonly at?: string | undefined }

/** Where a view is found again, with what is said there; undefined for one that is shown in place. */
function leadsTo(view: View, here: string, command: Command): Leads | undefined {
	const to = addressOfView(view)
	if (to) {
		const adds = command.do === 'reply' || command.do === 'note'
		const added = adds && view.kind === 'ticket' ? view.comments.at(-1) : undefined
		return {
			to: withBack(to, here),
			...(view.said && { said: view.said }),
			...(added && { at: commentId(added.sequence) }),
		}
	}
	if (view.kind === 'message' && view.said && command.do === 'answer')
		return { to: '/answers', said: view.said }
	if (view.kind !== 'message' || view.tone !== 'done' || view.links.length > 0) return undefined
	const said = saidBy(view)
	if (here === '/settings') return { to: here, said, at: command.do === 'notify' ? 'notices' : undefined }
	if (view.facts.length > 0) return undefined
	const next = view.actions.map(action => addressOf(action.command)).find(address => address !== undefined)
	return { to: withBack(next ?? '/requests', here), said }
}

function saidBy({ said, title, paragraphs }: MessageView): string {
	return [said, title, ...paragraphs].filter(Boolean).join(' ')
}

/** Names each file that cannot be taken, where the product names the first. */
function withFileErrors(c: WebContext, ports: Ports, sent: Sent, view: View): View {
	if (view.kind !== 'form' || !view.errors?.files) return view
	const { bytes, count } = ports.settings.fileLimits
	const say = wordsOf(view.locale)
	const format = formatOf(view.locale, c.get('account').timeZone)
	const each = sent.files.flatMap(file => {
		if (file.size === 0) return [say('refused.file.empty', { name: file.name })]
		if (file.size <= bytes) return []
		return [
			say('refused.file.large', { name: file.name, size: format.size(file.size), most: format.size(bytes) }),
		]
	})
	if (sent.files.length > count) {
		each.push(say('refused.file.many', { count: sent.files.length, most: count }))
	}
	return each.length === 0 ? view : { ...view, errors: { ...view.errors, files: each.join(' ') } }
}

/** The files that have arrived, for the form to carry. */
function keptOf(c: WebContext, ports: Ports, sent: Sent, locale: Locale): KeptFile[] {
	const { id } = c.get('account')
	const format = formatOf(locale)
	return sent.files.filter(isStored).map(file => ({
		token: keptToken(ports, id, file),
		name: file.name,
		size: format.size(file.size),
	}))
}

function isStored(file: IncomingFile): file is StoredFile {
	return file.at === 'store' && file.key !== ''
}
