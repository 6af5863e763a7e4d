import { identityKey } from '../../../src/domain/identity.ts'
import { erase } from '../../../src/erase.ts'
import type { Errors } from '../../../src/features/acts.ts'
import { askAddress } from '../../../src/features/change-address.ts'
import { changePassword } from '../../../src/features/change-password.ts'
import { disconnectChat, portalCode } from '../../../src/features/portal-code.ts'
import { changeProfile } from '../../../src/features/profile.ts'
import { endSession, signOutOthers } from '../../../src/features/sign-in.ts'
import { handle } from '../../../src/handle.ts'
import type { Ports } from '../../../src/ports/index.ts'
import type { LinkedIdentity } from '../../../src/ports/links.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { answerPage, pageOf, saidBefore } from '../answer.tsx'
import type { WebContext } from '../context.ts'
import { malformed } from '../notice.tsx'
import { keepSaid, type Said } from '../said.ts'
import { setBrowser, setSession } from '../session.ts'
import { received } from './act.tsx'
import { actorOf } from './requests.tsx'
import { renderForget } from '../render/chats.tsx'
import { cardOf, type Part, renderSettings } from '../render/settings.tsx'
import { actsOf, sessionOf, unlessBusy } from './visit.ts'

/** What came of a part of the settings that was sent. */
type Outcome =
	| { readonly done: string }
	| { readonly errors: Errors }
	| { readonly code: string; readonly minutes: number }
	| { readonly leave: true }
	/** A chat that is about to be forgotten. */
	| { readonly sure: LinkedIdentity }

type Values = ReadonlyMap<string, string>

/** Each part of the settings that is sent by itself, under its name in the form. */
const parts: Readonly<Record<Part, (c: WebContext, ports: Ports, sent: Values) => Promise<Outcome>>> = {
	async profile(c, ports, sent) {
		const changed = await changeProfile(actsOf(c, ports), sessionOf(c), {
			firstName: sent.get('firstName') ?? '',
			lastName: sent.get('lastName') ?? '',
			locale: sent.get('locale') ?? '',
			timeZone: sent.get('timeZone') ?? '',
		})
		if ('errors' in changed) return changed
		// In the language that was just chosen.
		const { locale } = changed.account
		return { done: locale ? wordsOf(locale)('portal.settings.saved') : changed.done }
	},
	address: (c, ports, sent) =>
		askAddress(actsOf(c, ports), sessionOf(c), {
			email: sent.get('email') ?? '',
			current: sent.get('current') ?? '',
		}),
	async password(c, ports, sent) {
		const changed = await changePassword(actsOf(c, ports), sessionOf(c), {
			current: sent.get('current') ?? '',
			password: sent.get('password') ?? '',
			again: sent.get('again') ?? '',
		})
		if ('browser' in changed) setBrowser(c, ports, changed.browser)
		return changed
	},
	async session(c, ports, sent) {
		const session = sessionOf(c)
		const id = sent.get('session')
		if (!id) return { errors: {} }
		await endSession(ports, session, id)
		return id === session.id
			? { leave: true }
			: { done: actsOf(c, ports).say('portal.settings.session.ended') }
	},
	async others(c, ports) {
		await signOutOthers(ports, sessionOf(c))
		return { done: actsOf(c, ports).say('portal.settings.sessions.othersEnded') }
	},
	async sessions(c, ports) {
		await ports.signIns.endAll(sessionOf(c).account.id)
		return { leave: true }
	},
	code: (c, ports) => portalCode(ports, sessionOf(c).account),
	async chat(c, ports, sent) {
		const { say } = actsOf(c, ports)
		await disconnectChat(ports, sessionOf(c).account.id, sent.get('chat') ?? '')
		return { done: say('portal.settings.chats.disconnected') }
	},
	async forget(c, ports, sent) {
		const { say } = actsOf(c, ports)
		const linked = await ports.links.of(sessionOf(c).account.id)
		const chat = linked.find(({ identity }) => identityKey(identity) === sent.get('chat'))
		if (chat && sent.get('sure') !== 'yes') return { sure: chat }
		if (chat) await erase(ports, chat.identity)
		return { done: say('portal.settings.chats.forgotten') }
	},
}

/** `GET /settings`: everything that a person can set about themselves. */
export function settingsPage(c: WebContext, ports: Ports): Promise<Response> {
	return show(c, ports)
}

/** `POST /settings`: one part of it, named in the form. */
export async function settingsPost(c: WebContext, ports: Ports): Promise<Response> {
	const sent = await received(c, ports)
	if (sent instanceof Response) return sent
	const part = sent.fields.get('part') ?? ''
	if (!isPart(part)) return malformed(c, ports)
	return unlessBusy(c, ports, async () => {
		const outcome = await parts[part](c, ports, sent.fields)
		if ('errors' in outcome) return show(c, ports, { part, errors: outcome.errors, values: sent.fields })
		if ('sure' in outcome) return askToForget(c, ports, outcome.sure)
		if ('code' in outcome) return show(c, ports, { part, code: outcome })
		if ('leave' in outcome) {
			setSession(c, ports, undefined)
			return c.redirect('/sign-in?after=sign-out', 303)
		}
		const at = cardOf[part]
		keepSaid(c, ports, sessionOf(c).account.id, { text: outcome.done, at })
		return c.redirect(`/settings#${at}`, 303)
	})
}

/** What was typed into a part of the settings before signing in, to be sent again; passwords are not kept. */
export function settingsAgain(c: WebContext, ports: Ports, values: Values, text: string): Promise<Response> {
	const part = values.get('part') ?? ''
	return isPart(part)
		? show(c, ports, { part, values }, { text, at: cardOf[part] })
		: show(c, ports, undefined, { text })
}

/** Asks before a chat is erased, as the chat itself does. */
function askToForget(c: WebContext, ports: Ports, chat: LinkedIdentity): Response {
	const { say, locale } = actsOf(c, ports)
	const page = pageOf(c, ports, locale, '/settings')
	return answerPage(c, page, say('forget.title'), renderForget({ page, chat }))
}

function isPart(name: string): name is Part {
	return Object.hasOwn(parts, name)
}

type SentPart = {
	readonly part: Part
	readonly errors?: Errors
	readonly values?: Values
	readonly code?: { readonly code: string; readonly minutes: number }
}

async function show(c: WebContext, ports: Ports, sent?: SentPart, saidNow?: Said): Promise<Response> {
	const session = sessionOf(c)
	const { say, locale } = actsOf(c, ports)
	const [sessions, chats, notices] = await Promise.all([
		ports.signIns.of(session.account.id),
		ports.links.of(session.account.id),
		handle(actorOf(c, ports), { do: 'notify' }, ports),
	])
	const page = pageOf(c, ports, locale, '/settings')
	const said = c.req.method === 'GET' ? saidBefore(c, ports) : saidNow
	const title = say('portal.settings')
	return answerPage(
		c,
		page,
		sent?.errors ? say('portal.title.error', { page: title }) : title,
		renderSettings({ page, said, session, sessions, chats, notices, ...sent }),
		{ status: sent?.errors ? 422 : 200 },
	)
}
