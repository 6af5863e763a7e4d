import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openMailer } from '../../../adapters/email/open.ts'
import { LetterRefused } from '../../../src/ports/outside.ts'
import { letters } from './letters.ts'

let folder: string
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'sportello-mail-'))
})
afterEach(() => rm(folder, { recursive: true }))

const clock = { now: () => Date.UTC(2026, 10, 23, 10, 15) }
const toAda = { to: 'ada@acme.example', messageId: 'job-1@support.acme.example' }
const open = () =>
	openMailer({ from: '"Acme, Support" <support@acme.example>', folder: join(folder, 'data', 'mail'), clock })

test('without a mail server letters are files, by time and id, for their owner only', async () => {
	await open().send(letters.welcome, toAda)
	expect(await readdir(join(folder, 'data', 'mail'))).toEqual([
		'2026-11-23T10-15-00.000Z-job-1@support.acme.example.eml',
	])
	const file = join(folder, 'data', 'mail', '2026-11-23T10-15-00.000Z-job-1@support.acme.example.eml')
	expect((await stat(file)).mode & 0o777).toBe(0o600)
	const mail = await simpleParser(await readFile(file))
	expect(mail.subject).toBe('Welcome to Acme Support')
	expect(mail.from?.value).toEqual([{ name: 'Acme, Support', address: 'support@acme.example' }])
	expect(mail.text).toContain(letters.welcome.action.url)
	expect(mail.html).toContain('<h1')
	expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
})

test('a second try at the same moment is the same file', async () => {
	const mailer = open()
	await Promise.all([mailer.send(letters.code, toAda), mailer.send(letters.code, toAda)])
	expect(await readdir(join(folder, 'data', 'mail'))).toHaveLength(1)
})

test('an id cannot lead out of the folder', async () => {
	await open().send(letters.code, { ...toAda, messageId: '../../../x@support.acme.example' })
	expect(await readdir(folder, { recursive: true })).toEqual(
		expect.arrayContaining(['data/mail/2026-11-23T10-15-00.000Z-.._.._.._x@support.acme.example.eml']),
	)
})

test('what looks like an encoded word in a subject stays what was typed', async () => {
	const subject = 'Printer =?utf-8?q?from=0ASupport?= jams'
	await open().send({ ...letters.welcome, subject }, toAda)
	const [name = ''] = await readdir(join(folder, 'data', 'mail'))
	const mail = await simpleParser(await readFile(join(folder, 'data', 'mail', name)))
	expect(mail.subject?.replaceAll('\u2060', '')).toBe(subject)
})

test('what no server would hear of is no file', async () => {
	const to = 'ada@acme.example\r\nBcc: mallory@umbra.example'
	await expect(open().send(letters.welcome, { ...toAda, to })).rejects.toThrow(LetterRefused)
	await expect(
		open().send(letters.welcome, { ...toAda, messageId: 'x>\r\nBcc: m@umbra.example' }),
	).rejects.toThrow()
	expect(await readdir(folder)).toEqual([])
})
