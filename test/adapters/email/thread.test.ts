import { afterEach, expect, test } from 'vitest'
import { openMailer } from '../../../adapters/email/open.ts'
import type { Letter } from '../../../src/views/letter.ts'
import { notices } from './notices.ts'
import { letters } from './letters.ts'
import { openServer } from './server.ts'

const closing: { close(): Promise<void> }[] = []
afterEach(async () => {
	for (const open of closing.splice(0).toReversed()) await open.close()
})

async function open() {
	const server = await openServer()
	closing.push(server)
	const mailer = openMailer({
		smtpUrl: `smtp://localhost:${server.port}`,
		from: 'Acme Support <support@acme.example>',
		folder: '/nonexistent',
		clock: { now: () => Date.UTC(2026, 10, 23, 10, 15) },
		timeout: 5_000,
	})
	closing.push(mailer)
	const send = (letter: Letter, id: string) =>
		mailer.send(letter, { to: 'ada@acme.example', messageId: `${id}@support.acme.example` })
	return { ...server, send }
}

/** The lines of a header as they came over the wire, its name and the folding taken off. */
function header(raw: string, name: string): string[] {
	const head = raw.slice(0, raw.indexOf('\r\n\r\n'))
	return [...head.matchAll(new RegExp(`^${name}:((?:.*)(?:\\r\\n[ \\t].*)*)`, 'gim'))].map(([, value = '']) =>
		value.replaceAll(/\r\n(?=[ \t])/g, '').trim(),
	)
}

test('letters about one request are one thread, whatever came first', async () => {
	const { send, received } = await open()
	await send(notices.answer, 'notice.7.1')
	await send(notices.burst, 'notice.7.2')
	await send({ ...notices.answer, thread: 'request-1043.7' }, 'notice.7.3')
	const threads = received.map(({ raw }) => [header(raw, 'References'), header(raw, 'In-Reply-To')])
	const own = ['<request-1042.7@support.acme.example>']
	const other = ['<request-1043.7@support.acme.example>']
	expect(threads).toEqual([
		[own, own],
		[own, own],
		[other, other],
	])
	expect(received.map(({ raw }) => header(raw, 'Message-ID'))).toEqual(
		[1, 2, 3].map(at => [`<notice.7.${at}@support.acme.example>`]),
	)
	// Some clients keep together only what has the same subject.
	expect(received[1]?.mail.subject).toBe(received[0]?.mail.subject)
})

test('a letter says where a POST ends letters like it, as RFC 8058 wants it', async () => {
	const { send, received } = await open()
	await send(notices.answer, 'notice.7.1')
	const raw = received[0]?.raw ?? ''
	expect(header(raw, 'List-Unsubscribe')).toEqual([`<${notices.answer.unsubscribe.url}>`])
	expect(header(raw, 'List-Unsubscribe-Post')).toEqual(['List-Unsubscribe=One-Click'])
	// In one line, for whoever does not unfold.
	expect(raw).toContain(`\r\nList-Unsubscribe: <${notices.answer.unsubscribe.url}>\r\n`)
	expect(received[0]?.mail.text).toContain(notices.answer.unsubscribe.url)
	expect(received[0]?.mail.html).toContain(`href="${notices.answer.unsubscribe.url}"`)
})

test('letters about the account itself have no thread and cannot be ended', async () => {
	const { send, received } = await open()
	await send(letters.welcome, 'job-1')
	for (const name of ['References', 'In-Reply-To', 'List-Unsubscribe', 'List-Unsubscribe-Post'])
		expect([name, header(received[0]?.raw ?? '', name)]).toEqual([name, []])
})

test('sent again after nobody knows, the letter is the same to the byte of its head', async () => {
	const { send, received, cutAfterData } = await open()
	cutAfterData(true)
	await expect(send(notices.burst, 'notice.7.2')).rejects.toThrow()
	cutAfterData(false)
	await send(notices.burst, 'notice.7.2')
	const heads = received.map(({ raw }) =>
		raw.slice(0, raw.indexOf('\r\n\r\n')).replaceAll(/--_NmP-[^"]*/g, ''),
	)
	expect(heads).toHaveLength(2)
	expect(heads[1]).toBe(heads[0])
	expect(header(received[1]?.raw ?? '', 'Message-ID')).toEqual(['<notice.7.2@support.acme.example>'])
})

test('nothing in a notice breaks a header', async () => {
	const { send, received } = await open()
	const url = 'https://support.acme.example/unsubscribe/x>\r\nBcc: <mallory@umbra.example'
	await send(
		{ ...notices.malice, subject: '[#1042] a\r\nBcc: m@umbra.example', unsubscribe: { label: 'x', url } },
		'notice.7.1',
	)
	const [{ to, mail } = {}] = received
	const raw = received[0]?.raw ?? ''
	expect(to).toEqual(['ada@acme.example'])
	expect(header(raw, 'Bcc')).toEqual([])
	expect(header(raw, 'Subject')).toHaveLength(1)
	expect(mail?.html).not.toMatch(/<script|<img|<style>\*|<b>/i)
	for (const thread of ['a b', 'a>', 'A\r\nBcc: x', ''])
		await expect(send({ ...notices.answer, thread }, 'notice.7.2')).rejects.toThrow('thread')
	expect(received).toHaveLength(1)
})

test('as much as there can be arrives whole, and is shown whole', async () => {
	const { send, received } = await open()
	await send(notices.largest, 'notice.7.1')
	const [{ mail } = {}] = received
	const raw = received[0]?.raw ?? ''
	expect(Buffer.byteLength(mail?.html || '')).toBeLessThan(102_000)
	expect(mail?.text).toContain(notices.largest.unsubscribe.url)
	for (const line of raw.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998)
})
