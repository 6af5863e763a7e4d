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

/** Written record by record, so that it never is in memory as a whole. */
async function* dataOf(account: Account, ports: Ports): Bytes {
	const encoder = new TextEncoder()
	const head = {
		exportedAt: new Date(ports.clock.now()).toISOString(),
		account,
		preferences: await ports.accounts.preferences(account.id),
		chats: await ports.links.of(account.id),
	}
	yield encoder.encode(`${JSON.stringify(head).slice(0, -1)},"requests":[`)
	let between = '\n'
	for await (const record of ports.tickets.exportFor(account)) {
		yield encoder.encode(between + JSON.stringify(record))
		between = ',\n'
	}
	yield encoder.encode(']}\n')
}
