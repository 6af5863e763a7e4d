import type { IncomingMessage } from 'node:http'
import { type Mailed, mailedBy, unsubscribe } from '../../../src/features/unsubscribe.ts'
import type { Ports } from '../../../src/ports/index.ts'
import { maskEmail } from '../../../src/rules/email.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { answerPage, localeOf, pageOf } from '../answer.tsx'
import type { WebContext } from '../context.ts'
import { brokenOff } from '../multipart.ts'
import { letterGone, malformed, tooLarge } from '../notice.tsx'
import { Entry } from '../render/entry.tsx'
import { oneClickForm } from '../routes.ts'

type TokenContext = WebContext<'/unsubscribe/:token'>

/** What mail clients send, and so does the page's button (RFC 8058, section 3.2). */
const oneClick = ['List-Unsubscribe', 'One-Click'] as const

/** `GET /unsubscribe/{token}`: asks whether to; whoever only follows links changes nothing. */
export async function unsubscribePage(c: TokenContext, ports: Ports): Promise<Response> {
	const mailed = await mailedBy(ports, c.req.param('token'))
	if (!mailed) return letterGone(c, ports)
	const { kinds, digest, instead } = mailed
	return kinds.length > 0 || digest || instead ? question(c, ports, mailed) : done(c, ports, mailed)
}

/** `POST /unsubscribe/{token}`: nobody has to be signed in, and no page of ours has to have asked. */
export async function unsubscribePost(c: TokenContext, ports: Ports): Promise<Response> {
	const body = await smallBody(c.env.incoming)
	if (body === 'large') return tooLarge(c, ports)
	if (body === 'broken') return malformed(c, ports)
	if (!(await isOneClick(body, c.req.header('content-type')))) return malformed(c, ports)
	const mailed = await unsubscribe(ports, c.req.param('token'))
	return mailed ? done(c, ports, mailed) : letterGone(c, ports)
}

/** `multipart/form-data` as RFC 8058 would have it, or URL-encoded as most send it. */
async function isOneClick(body: Buffer<ArrayBuffer>, type = ''): Promise<boolean> {
	try {
		const form = await new Response(body, { headers: { 'content-type': type } }).formData()
		return form.get(oneClick[0]) === oneClick[1]
	} catch {
		return false
	}
}

async function smallBody(incoming: IncomingMessage): Promise<Buffer<ArrayBuffer> | 'large' | 'broken'> {
	const chunks: Buffer[] = []
	let bytes = 0
	try {
		for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
			bytes += (chunk as Buffer).length
			if (bytes > oneClickForm) return 'large'
			chunks.push(chunk as Buffer)
		}
	} catch (error) {
		if (brokenOff(incoming)) return 'broken'
		throw error
	}
	return Buffer.concat(chunks)
}

function question(c: TokenContext, ports: Ports, { account, kinds, digest, instead }: Mailed): Response {
	const locale = account.locale ?? localeOf(c, ports)
	const say = wordsOf(locale)
	const title = say('web.unsubscribe.title')
	return answerPage(
		c,
		pageOf(c, ports, locale),
		title,
		<Entry title={title} intro={[say('web.unsubscribe.ends', { email: maskEmail(account.email) })]}>
			<ul class="ends">
				{kinds.map(kind => (
					<li>{say(`notify.${kind}`)}</li>
				))}
				{digest ? <li>{say('notify.digest')}</li> : <></>}
				{instead ? <li>{say('web.unsubscribe.instead')}</li> : <></>}
			</ul>
			<p>{say('web.unsubscribe.keeps')}</p>
			<form method="post" action={c.req.path}>
				<input type="hidden" name={oneClick[0]} value={oneClick[1]} />
				<div class="send">
					<button class="button main" type="submit">
						{say('web.unsubscribe.submit')}
					</button>
				</div>
			</form>
		</Entry>,
	)
}

function done(c: TokenContext, ports: Ports, { account }: Mailed): Response {
	const locale = account.locale ?? localeOf(c, ports)
	const say = wordsOf(locale)
	const title = say('web.unsubscribe.done')
	return answerPage(
		c,
		pageOf(c, ports, locale),
		title,
		<Entry
			title={title}
			intro={[
				say('web.unsubscribe.done.text', { email: maskEmail(account.email) }),
				say('web.unsubscribe.again'),
			]}
			links={[{ label: say('web.unsubscribe.settings'), href: '/settings' }]}
		/>,
	)
}
