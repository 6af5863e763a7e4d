import type { Account } from '../../src/domain/account.ts'
import type { Ports } from '../../src/ports/index.ts'
import type { Bytes } from '../../src/ports/outside.ts'
import type { WebContext } from './context.ts'
import { attachmentNamed } from './headers.ts'
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

const noticesAtOnce = 200

/** Requests and notices are written record by record: there may be more of them than memory holds. */
async function* dataOf(account: Account, ports: Ports): Bytes {
	const encoder = new TextEncoder()
	const chats = await ports.links.of(account.id)
	const head = {
		exportedAt: new Date(ports.clock.now()).toISOString(),
		account,
		preferences: await ports.accounts.preferences(account.id),
		mutes: await ports.accounts.mutes(account.id),
		sessions: (await ports.signIns.of(account.id)).map(({ agent, startedAt, seenAt }) => ({
			agent,
			startedAt,
			seenAt,
		})),
		chats: await Promise.all(
			chats.map(async chat => ({ ...chat, ...(await ports.links.kept(chat.identity)) })),
		),
	}
	yield encoder.encode(JSON.stringify(head).slice(0, -1))
	yield* written('requests', ports.tickets.exportFor(account))
	yield* written('notices', noticesTo(account, ports))
	yield encoder.encode('}\n')

	async function* written(name: string, records: AsyncIterable<unknown>): Bytes {
		yield encoder.encode(`,"${name}":[`)
		let between = '\n'
		for await (const record of records) {
			yield encoder.encode(between + JSON.stringify(record))
			between = ',\n'
		}
		yield encoder.encode(']')
	}
}

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
