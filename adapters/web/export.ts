import type { Account } from '../../src/domain/account.ts'
import type { Ports } from '../../src/ports/index.ts'
import type { WebContext } from './context.ts'
import { attachmentNamed } from './headers.ts'
import { json } from './json.ts'
import { bodyOf } from './stream.ts'

/** `GET /export`: all data of the person for whom the address was signed, as one JSON document. */
export async function exported(c: WebContext<'/export'>, ports: Ports): Promise<Response> {
	return c.body(bodyOf(dataOf(c.get('account'), ports), c.env.outgoing, ports.log), 200, {
		'content-type': 'application/json',
		'content-disposition': attachmentNamed('sportello-export.json'),
		'content-security-policy': "default-src 'none'; sandbox",
		'cache-control': 'private, no-store',
	})
}

/** What there may be more of than memory holds is written as it is read. */
async function* dataOf(account: Account, ports: Ports): AsyncIterable<Uint8Array> {
	const { accounts, links, signIns, tickets } = ports
	yield* json({
		exportedAt: new Date(ports.clock.now()).toISOString(),
		account,
		preferences: await accounts.preferences(account.id),
		mutes: accounts.mutes(account.id),
		sessions: (await signIns.of(account.id)).map(({ agent, startedAt, seenAt }) => ({
			agent,
			startedAt,
			seenAt,
		})),
		chats: chatsOf(account, links),
		requests: tickets.exportFor(account),
		comments: tickets.writtenBy(account),
		notices: noticesTo(account, ports),
	})
}

async function* chatsOf({ id }: Account, links: Ports['links']) {
	for (const chat of await links.of(id)) yield { ...chat, ...links.kept(chat.identity) }
}

const noticesAtOnce = 200

/** What the person was told, or is to be, newest first. */
async function* noticesTo({ id: account }: Account, { notices }: Ports) {
	for (let before: string | undefined; ; ) {
		const some = await notices.log({ account, size: noticesAtOnce, ...(before !== undefined && { before }) })
		for (const { account: _, id, ...told } of some) {
			yield told
			before = id
		}
		if (some.length < noticesAtOnce) return
	}
}
