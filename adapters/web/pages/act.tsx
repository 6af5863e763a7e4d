import type { Command } from '../../../src/commands/command.ts'
import type { AccountId, Locale } from '../../../src/domain/account.ts'
import type { IncomingFile } from '../../../src/domain/comment.ts'
import { handle } from '../../../src/handle.ts'
import type { Ports } from '../../../src/ports/index.ts'
import type { MessageView, View } from '../../../src/views/view.ts'
import { formatOf } from '../../../src/words/format.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { addressOf, addressOfView, listBefore, localPath, withBack } from '../address.ts'
import { answerView } from '../answer.tsx'
import type { WebContext } from '../context.ts'
import { keptToken, type StoredFile } from '../kept.ts'
import { BodyRefused } from '../multipart.ts'
import { malformed, tooLarge } from '../notice.tsx'
import { commandOf, onceOf, receive, type Sent } from '../receive.ts'
import type { KeptFile } from '../render/field.tsx'
import { commentId } from '../render/ticket.tsx'
import { keepSaid } from '../said.ts'
import { actorOf } from './requests.tsx'

/**
 * `POST`: does what a form or a button of any page asks. What it leads to is shown at its own address, by a
 * redirect; a form with errors and a question are shown in place.
 */
export async function act(c: WebContext, ports: Ports): Promise<Response> {
	const sent = await received(c, ports, c.get('account').id)
	if (sent instanceof Response) return sent
	const command = commandOf(sent)
	if (!command) return malformed(c, ports)
	const actor = actorOf(c, ports, onceOf(ports, sent, command))
	const view = withFileErrors(c, ports, sent, await handle(actor, command, ports))
	const here = localPath(sent.fields.get('page')) ?? '/requests'
	const leads = leadsTo(view, here, command)
	if (leads) {
		const { to, said, at } = leads
		if (said) keepSaid(c, ports, c.get('account').id, { text: said, at })
		return c.redirect(at ? `${to}#${at}` : to, 303)
	}
	const kept = view.kind === 'form' ? keptOf(c, ports, sent, view.locale) : []
	const ticket = view.kind === 'form' ? await ticketOf(c, ports, view.command, here) : undefined
	if (view.kind !== 'form' || ticket?.kind !== 'ticket') {
		return answerView(c, ports, view, { here, extras: { kept } })
	}
	// The form to add to a request is a part of the request's page, with errors as without.
	return answerView(c, ports, ticket, { here, status: 422, extras: { form: view, kept } })
}

/**
 * Reads what was sent, or says why it cannot be.
 * @param whom whose files are taken; without it none are
 */
export async function received(c: WebContext, ports: Ports, whom?: AccountId): Promise<Sent | Response> {
	try {
		return await receive(c, ports, whom)
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
		const added = command.do === 'reply' && view.kind === 'ticket' ? view.comments.at(-1) : undefined
		return {
			to: withBack(to, here),
			...(view.said && { said: view.said }),
			...(added && { at: commentId(added.sequence) }),
		}
	}
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

async function ticketOf(
	c: WebContext,
	ports: Ports,
	command: Command,
	here: string,
): Promise<View | undefined> {
	if (command.do !== 'reply' || typeof command.number !== 'number') return undefined
	const back = listBefore(new URL(here, 'http://portal.invalid').searchParams)
	return handle(actorOf(c, ports), { do: 'view', number: command.number, back }, ports)
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
