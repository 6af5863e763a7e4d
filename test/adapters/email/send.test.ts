import { type AddressInfo, createServer } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { SMTPServerOptions } from 'smtp-server'
import { smtpOptions } from '../../../adapters/email/app.ts'
import { type MailSettings, openMailer } from '../../../adapters/email/open.ts'
import { LetterRefused } from '../../../src/ports/outside.ts'
import { selfSigned } from '../certificate.ts'
import { plainWords, words } from './html.ts'
import { letters } from './letters.ts'
import { openServer } from './server.ts'

const closing: { close(): Promise<void> }[] = []
afterEach(async () => {
	for (const open of closing.splice(0).toReversed()) await open.close()
})

const now = Date.UTC(2026, 10, 23, 10, 15)

/** A mailer and the server it posts to. */
async function open(
	options: SMTPServerOptions = {},
	address = (port: number) => `smtp://localhost:${port}`,
	more: Partial<MailSettings> = {},
) {
	const server = await openServer(options)
	closing.push(server)
	const mailer = openMailer({
		smtpUrl: address(server.port),
		from: 'Acme Support <support@acme.example>',
		folder: '/nonexistent',
		clock: { now: () => now },
		timeout: 5_000,
		...more,
	})
	closing.push(mailer)
	return { ...server, mailer }
}

const toAda = { to: 'ada@acme.example', messageId: 'job-1@support.acme.example' }

async function failure(sending: Promise<void>): Promise<Error> {
	const error = await sending.then(
		() => undefined,
		(thrown: unknown) => thrown,
	)
	if (!(error instanceof Error)) throw new Error('the letter went out')
	return error
}

test('Ada gets the letter, in two twins, from whom it says', async () => {
	const { mailer, received } = await open()
	await mailer.send(letters.welcome, toAda)
	expect(received).toHaveLength(1)
	const [{ from, to, mail } = {}] = received
	expect(from).toBe('support@acme.example')
	expect(to).toEqual(['ada@acme.example'])
	expect(mail?.from?.text).toBe('"Acme Support" <support@acme.example>')
	expect(mail?.subject).toBe('Welcome to Acme Support')
	expect(mail?.messageId).toBe('<job-1@support.acme.example>')
	expect(mail?.date).toEqual(new Date(now))
	expect(mail?.headers.get('auto-submitted')).toBe('auto-generated')
	expect(mail?.headers.get('content-language')).toBe('en')
	expect(mail?.attachments).toEqual([])
	const text = plainWords(mail?.text ?? '')
	expect(await words(mail?.html || '')).toEqual(text)
	expect(text).toContain(letters.welcome.action.url)
})

test('nothing in a letter tells that it was read', async () => {
	const { mailer, received } = await open()
	await mailer.send(letters.welcome, toAda)
	expect(received[0]?.mail.html).not.toMatch(/<img|background=|url\(|@import|<link/i)
	expect(
		[...(received[0]?.mail.headers.keys() ?? [])].filter(name => /receipt|notification|track/i.test(name)),
	).toEqual([])
})

test('with STARTTLS and a password, on a certificate that somebody vouches for', async () => {
	const certificate = selfSigned()
	const { mailer, received } = await open(
		{
			...certificate,
			authOptional: false,
			disabledCommands: [],
			onAuth({ username, password }, _, answer) {
				if (username === 'post' && password === 'p@ss:wörd/1') answer(null, { user: username })
				else answer(new Error('wrong password'))
			},
		},
		port => `smtp://post:${encodeURIComponent('p@ss:wörd/1')}@localhost:${port}`,
		{ ca: certificate.cert },
	)
	await mailer.send(letters.welcome, toAda)
	expect(received[0]).toMatchObject({ secure: true, user: 'post' })
})

test('with TLS from the start', async () => {
	const certificate = selfSigned()
	const { mailer, received } = await open(
		{ ...certificate, secure: true },
		port => `smtps://localhost:${port}`,
		{
			ca: certificate.cert,
		},
	)
	await mailer.send(letters.welcome, toAda)
	expect(received[0]?.secure).toBe(true)
})

test('a certificate that nobody vouches for gets no letter and no password', async () => {
	let asked = 0
	const auth: SMTPServerOptions['onAuth'] = (_, __, answer) => {
		asked += 1
		answer(null, { user: 'post' })
	}
	for (const scheme of ['smtp', 'smtps'] as const) {
		const { mailer, received } = await open(
			{ ...selfSigned(), secure: scheme === 'smtps', disabledCommands: [], onAuth: auth },
			port => `${scheme}://post:secret@localhost:${port}`,
		)
		const error = await failure(mailer.send(letters.welcome, toAda))
		expect(error).not.toBeInstanceOf(LetterRefused)
		expect(received).toEqual([])
	}
	expect(asked).toBe(0)
})

const required = (url: string) => smtpOptions({ url, timeout: 1 }).requireTLS

test('a password is never told to another machine without TLS', () => {
	expect(required('smtp://post:secret@mail.acme.example')).toBe(true)
	expect(required('smtp://post:secret@127.mail.example:25')).toBe(true)
	expect(required('smtp://post:secret@10.0.0.25:25')).toBe(true)
	expect(required('smtp://post@[::2]:25')).toBe(true)
	expect(required('smtp://mail.acme.example')).toBe(false)
	expect(required('smtp://post:secret@localhost:1025')).toBe(false)
	expect(required('smtp://post:secret@[::1]:1025')).toBe(false)
	expect(smtpOptions({ url: 'smtps://post:secret@mail.acme.example', timeout: 1 })).toMatchObject({
		secure: true,
		port: 465,
		auth: { user: 'post', pass: 'secret' },
	})
})

test('a wrong password is our mistake, so the letter waits', async () => {
	const certificate = selfSigned()
	const { mailer } = await open(
		{ ...certificate, disabledCommands: [], onAuth: (_, __, answer) => answer(new Error('wrong password')) },
		port => `smtp://post:secret@localhost:${port}`,
		{ ca: certificate.cert },
	)
	const error = await failure(mailer.send(letters.welcome, toAda))
	expect(error).not.toBeInstanceOf(LetterRefused)
	expect(error.message).not.toContain('secret')
})

const codes = [
	[421, false],
	[450, false],
	[451, false],
	[452, false],
	[503, false],
	[530, false],
	[535, false],
	[550, true],
	[551, true],
	[552, true],
	[553, true],
	[554, true],
] as const
test.each(codes)('%i for the recipient: refused for good is %s', async (code, final) => {
	const { mailer } = await open({
		onRcptTo: ({ address }, _, answer) =>
			answer(Object.assign(new Error(`no ${address}`), { responseCode: code })),
	})
	const error = await failure(mailer.send(letters.welcome, toAda))
	expect(error instanceof LetterRefused).toBe(final)
	expect(error.message).toContain(String(code))
	expect(error.message).not.toContain('ada@')
})

test.each(codes)('%i for the letter: refused for good is %s', async (code, final) => {
	const { mailer } = await open({
		onData(stream, _, answer) {
			stream.resume()
			stream.on('end', () => answer(Object.assign(new Error('no'), { responseCode: code })))
		},
	})
	expect((await failure(mailer.send(letters.welcome, toAda))) instanceof LetterRefused).toBe(final)
})

test.each([450, 550])('%i for the sender is no word about Ada', async code => {
	const { mailer } = await open({
		onMailFrom: (_, __, answer) => answer(Object.assign(new Error('no'), { responseCode: code })),
	})
	expect(await failure(mailer.send(letters.welcome, toAda))).not.toBeInstanceOf(LetterRefused)
})

test('cut after DATA: the server has it, nobody knows, and the second try carries the same Message-ID', async () => {
	const { mailer, received, cutAfterData } = await open()
	cutAfterData(true)
	expect(await failure(mailer.send(letters.welcome, toAda))).not.toBeInstanceOf(LetterRefused)
	expect(received).toHaveLength(1)
	cutAfterData(false)
	await mailer.send(letters.welcome, toAda)
	expect(received.map(({ mail }) => mail.messageId)).toEqual([
		'<job-1@support.acme.example>',
		'<job-1@support.acme.example>',
	])
})

test('a server that is silent, one that hangs up and one that is not there are worth another try, later', async () => {
	const silent = await open({ onConnect: () => {} }, undefined, { timeout: 100 })
	expect(await failure(silent.mailer.send(letters.welcome, toAda))).not.toBeInstanceOf(LetterRefused)
	for (const socket of silent.sockets) socket.destroy()
	const rude = await open({
		onConnect: () => {
			for (const socket of rude.sockets) socket.destroy()
		},
	})
	expect(await failure(rude.mailer.send(letters.welcome, toAda))).not.toBeInstanceOf(LetterRefused)
	expect(rude.sockets).toHaveLength(1)
	const gone = await openServer()
	await gone.close()
	const mailer = openMailer({
		smtpUrl: `smtp://localhost:${gone.port}`,
		from: 'a@acme.example',
		folder: '',
		clock: { now: () => now },
	})
	closing.push(mailer)
	expect(await failure(mailer.send(letters.welcome, toAda))).not.toBeInstanceOf(LetterRefused)
})

test('a hostile letter stays one letter to one person, and says all it has to say', async () => {
	const { mailer, received } = await open()
	await mailer.send(letters.hostile, toAda)
	expect(received).toHaveLength(1)
	const [{ to, mail, raw } = {}] = received
	expect(to).toEqual(['ada@acme.example'])
	expect(mail?.bcc).toBeUndefined()
	expect(mail?.subject).toBe('Hello Bcc: mallory@umbra.example <script>alert(1)</script>')
	const text = plainWords(mail?.text ?? '')
	const address = plainWords(letters.hostile.unsubscribe.url)
	expect([...(await words(mail?.html || '')), ...address]).toEqual(text)
	expect(raw?.slice(0, raw.indexOf('\r\n\r\n'))).not.toMatch(/^(?:List-Unsubscribe|Bcc)/im)
	expect(text).toContain('w'.repeat(10_000))
	expect(mail?.html).not.toMatch(/<script|<img|<b>/i)
	for (const line of raw?.split('\r\n') ?? []) expect(line.length).toBeLessThanOrEqual(998)
})

test.each([
	'',
	'ada',
	'@acme.example',
	'ada@',
	'ada@acme.example, mallory@umbra.example',
	'ada@acme.example,mallory@umbra.example',
	'ada@acme.example;mallory@umbra.example',
	'ada@acme.example\r\nBcc: mallory@umbra.example',
	'ada@acme.example\n',
	'ada@acme.example\r\nRCPT TO:<mallory@umbra.example>',
	'Ada <ada@acme.example>',
	'<ada@acme.example>',
	'ada@acme.example>',
	'team: ada@acme.example;',
	'"a,b"@acme.example',
	'ada@acme.example@umbra.example',
	'ada @acme.example',
	'ada\0@acme.example',
	'ada(x)@acme.example',
	'ada@[127.0.0.1]',
	'ada\u202e@acme.example',
	`${'a'.repeat(250)}@acme.example`,
])('%j is not one address, so no server hears of it', async to => {
	const { mailer, received } = await open()
	expect(await failure(mailer.send(letters.welcome, { ...toAda, to }))).toBeInstanceOf(LetterRefused)
	expect(received).toEqual([])
})

test('twenty letters at once use few connections and all arrive once', async () => {
	let connections = 0
	const { mailer, received } = await open({
		onConnect(_, answer) {
			connections += 1
			answer()
		},
	})
	const ids = Array.from({ length: 20 }, (_, n) => `job-${n}@support.acme.example`)
	await Promise.all(ids.map(messageId => mailer.send(letters.code, { to: 'ada@acme.example', messageId })))
	expect(new Set(received.map(({ mail }) => mail.messageId))).toEqual(new Set(ids.map(id => `<${id}>`)))
	expect(received).toHaveLength(20)
	expect(connections).toBeLessThanOrEqual(3)
})

test.each([
	['smtp://', /^SMTP_URL/],
	['mail.acme.example:25', /^SMTP_URL/],
	['http://mail.acme.example', /^SMTP_URL .*smtp:\/\//],
	['smtp://mail.acme.example/?ignoreTLS=true', /^SMTP_URL .*after the host/],
	['smtp://a:%zz@mail.acme.example', /^SMTP_URL/],
	['smtp://post:pa/ss@mail.acme.example', /^SMTP_URL/],
])('the address %s is refused at the start', (smtpUrl, reason) => {
	const settings = { from: 'a@acme.example', folder: '', clock: { now: () => now } }
	expect(() => openMailer({ ...settings, smtpUrl })).toThrow(reason)
})

test.each([
	'',
	'Acme',
	'Acme <>',
	'Acme <a@b',
	'a@acme.example, b@acme.example',
	'Acme\r\nBcc: x <a@acme.example>',
])('the sender %j is refused at the start', from => {
	expect(() => openMailer({ from, folder: '', clock: { now: () => now } })).toThrow(/^MAIL_FROM/)
})

test('a server that trickles its answer is left after six times the silence', async () => {
	const trickle = createServer(socket => {
		socket.write('220 hello\r\n')
		const drops = setInterval(() => socket.write('250-and more\r\n'), 10)
		socket.on('close', () => clearInterval(drops)).on('error', () => {})
	})
	await new Promise<void>(done => trickle.listen(0, '127.0.0.1', done))
	const { port } = trickle.address() as AddressInfo
	const settings = { from: 'a@acme.example', folder: '', clock: { now: () => now }, timeout: 200 }
	const mailer = openMailer({ ...settings, smtpUrl: `smtp://localhost:${port}` })
	expect(await failure(mailer.send(letters.welcome, toAda))).not.toBeInstanceOf(LetterRefused)
	await mailer.close()
	await new Promise(done => trickle.close(done))
})
