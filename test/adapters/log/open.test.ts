import { describe, expect, it } from 'vitest'
import { openLog } from '../../../adapters/log/open.ts'
import { logFields } from '../../../src/ports/outside.ts'

function logged(level = 'info') {
	const lines: string[] = []
	const log = openLog(level, { write: line => void lines.push(line) })
	return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown> }
}

describe('the log', () => {
	it('writes the event and the fields of the list, and names the others only', () => {
		const { log, last } = logged()
		const fields = { kind: 'letter', tries: 2, email: 'ada@acme.example', text: 'secret' }
		log.info('job done', fields)
		expect(last()).toMatchObject({ msg: 'job done', kind: 'letter', tries: 2, withheld: ['email', 'text'] })
		expect(JSON.stringify(last())).not.toContain('ada@')
		expect(JSON.stringify(last())).not.toContain('secret')
	})

	it('writes every field that the port has, Slack’s reasons among them', () => {
		const { log, last } = logged()
		log.warn('window not opened', { why: 'channel_not_found', from: 'command' })
		expect(last()).toMatchObject({ why: 'channel_not_found', from: 'command' })
		log.warn('all of them', Object.fromEntries(logFields.map(name => [name, name])))
		expect(last()).toMatchObject(Object.fromEntries(logFields.map(name => [name, name])))
		expect(last()).not.toHaveProperty('withheld')
	})

	it('does not compile with a field that the list lacks', () => {
		const { log, last } = logged()
		// @ts-expect-error
		log.error('failed', new Error('x'), { email: 'ada@acme.example' })
		expect(last()).toMatchObject({ withheld: ['email'] })
	})

	it('holds to the level', () => {
		const { log, lines } = logged('error')
		log.info('nothing')
		log.warn('nothing')
		log.error('something', new Error('x'))
		expect(lines).toHaveLength(1)
	})

	it('tells of an error its class, message, code, stack and cause, and nothing that hangs on it', () => {
		const { log, last, lines } = logged()
		const cause = Object.assign(new TypeError('below'), { code: 'ECONNRESET' })
		const error = Object.assign(new RangeError('above', { cause }), {
			body: 'my private text',
			config: { a: 1 },
		})
		log.error('failed', error, { reference: 'abc' })
		expect(last()).toMatchObject({
			reference: 'abc',
			error: {
				class: 'RangeError',
				message: 'above',
				at: expect.arrayContaining([expect.stringContaining('open.test.ts')]),
				cause: { class: 'TypeError', message: 'below', code: 'ECONNRESET' },
			},
		})
		expect(lines.join('')).not.toContain('private')
	})

	it('calls a class as it was written where it was bundled under another name', () => {
		const { log, last } = logged()
		const LineBroken = class _LineBroken extends Error {}
		log.error('failed', new LineBroken('x'))
		expect(last()).toMatchObject({ error: { class: 'LineBroken' } })
	})

	it('takes what is thrown that is no error, and causes without end', () => {
		const { log, last } = logged()
		log.error('failed', 'just text')
		expect(last()).toMatchObject({ error: { class: 'string', message: 'just text' } })
		const circular = new Error('round')
		circular.cause = circular
		log.error('failed', circular)
		expect(last()).toMatchObject({ error: { message: 'round' } })
	})

	it.each([
		['a mail address', '550 no such user: Ada.Rossi+x@acme.example (in reply)', 'Ada.Rossi'],
		['an address in brackets', 'to <ada@acme.example> refused', 'ada@'],
		['a bot token', 'invalid_auth for xoxb-123456789012-abcdefABCDEF', 'abcdefABCDEF'],
		['an app token', 'xapp-1-A1-1-deadbeef rejected', 'deadbeef'],
		['a bearer', 'header Authorization: Bearer abc.def-ghi was refused', 'abc.def-ghi'],
		['a web token', 'got eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl here', 'eyJzdWIi'],
		[
			'the query of an address',
			'GET https://help.example/files/1/a.png?for=7&until=9&signature=AbC- failed',
			'signature',
		],
		['the query of a path', 'no route for /export?for=7', 'for=7'],
		[
			'a response_url',
			'POST https://hooks.slack.com/commands/T1/123/aB3dE5gH7jK9mN1pQ3sT5vX7 gave 404',
			'aB3dE5gH',
		],
		['a password in an address', 'connect postgres://sportello:hunter2@db/x failed', 'hunter2'],
		['the code of a letter', 'code K7QF-2M9X was tried', 'K7QF'],
		['a session', `session ${'0a1b'.repeat(16)} is over`, '0a1b0a1b'],
	])('takes %s out of messages', (_, message, secret) => {
		const { log, lines } = logged()
		log.error('failed', new Error(message))
		log.warn(message, { reason: message })
		expect(lines.join('\n')).not.toContain(secret)
		expect(lines).toHaveLength(2)
	})

	it('writes nothing that ends a line, or tells a terminal something, for whoever reads it', () => {
		const { log, lines } = logged()
		const text = 'a\u2028{"level":60}\u2029b\u0085c\u009b31md\u001b[0m\n'
		log.error(text, new Error(text), { reason: text })
		expect(lines.join('').replace(/\n$/, '')).not.toMatch(/\p{Cc}|\u2028|\u2029/u)
	})

	it('leaves plain words alone', () => {
		const { log, last } = logged()
		const message = 'SQLITE_CONSTRAINT: UNIQUE failed in /srv/app/node_modules/x/index.js:10:3, really? Yes'
		log.error('failed', new Error(message))
		expect(last()).toMatchObject({ error: { message } })
	})
})
