import { request } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { wordsOf } from '../../../../src/words/index.ts'
import { type Browser, formOf } from './browser.ts'
import { openPortal, type Portal } from './portal.ts'

let portal: Portal
let ada: Browser

beforeEach(async () => {
	portal = await openPortal({ bytes: 2_000, count: 3 })
	ada = portal.as(portal.cast.ada)
})
afterEach(async () => {
	expect(portal.failures).toEqual([])
	await portal.close()
})

const small = (name: string) => ({ name, text: `the text of ${name}` })
const large = (name: string) => ({ name, text: 'x'.repeat(2_001) })
const tooLarge = (name: string) => wordsOf('en')('refused.file.large', { name, size: '2 kB', most: '2 kB' })
const newForm = async () => formOf(await ada.get('/requests/new'), 'Send request')

test('a file that is too large is refused by name and size; the text and the others are kept and sent', async () => {
	const typed = { subject: 'With files', text: 'See these' }
	const refused = await ada.send(await newForm(), typed, [
		small('one.txt'),
		large('huge.log'),
		small('two.txt'),
	])
	expect(refused.status).toBe(422)
	expect(refused.text).toContain(tooLarge('huge.log'))
	expect(refused.text).toContain('Files already uploaded')
	expect(refused.text).toContain('one.txt (19 B)')
	expect(refused.text).not.toContain('huge.log (')
	const form = formOf(refused, 'Send request')
	expect(form?.fields).toContainEqual(['text', 'See these'])
	expect(await portal.storedFiles()).toBe(2)

	const sent = await ada.send(form, {}, [small('three.txt')])
	expect(sent.text).toContain('was received')
	for (const name of ['one.txt', 'two.txt', 'three.txt']) expect(sent.text).toContain(name)
	const address = /href="[^"]*(\/files\/[^"]*one\.txt[^"]*)"/.exec(sent.html)?.[1]?.replaceAll('&amp;', '&')
	const file = await ada.raw(address ?? '', {})
	expect(file.headers.get('content-disposition')).toContain('attachment')
	expect(await file.text()).toBe('the text of one.txt')
})

test('every file that cannot be taken is named', async () => {
	const files = [large('a.bin'), { name: 'empty.txt', text: '' }, large('b.bin')]
	const refused = await ada.send(await newForm(), { subject: 'x', text: 'y' }, files)
	const empty = wordsOf('en')('refused.file.empty', { name: 'empty.txt' })
	for (const text of [tooLarge('a.bin'), empty, tooLarge('b.bin')]) expect(refused.text).toContain(text)
	expect(await portal.storedFiles()).toBe(0)
})

test('too many files are counted, not taken, and those that came can be unticked', async () => {
	const five = ['1', '2', '3', '4', '5'].map(name => small(`${name}.txt`))
	const refused = await ada.send(await newForm(), { subject: 'x', text: 'y' }, five)
	expect(refused.text).toContain('5 files are too many; 3 fit on one message.')
	expect(await portal.storedFiles()).toBe(3)
	const form = formOf(refused, 'Send request')
	const kept = form?.fields.filter(([name]) => name === 'kept') ?? []
	expect(kept).toHaveLength(3)
	const fields = form?.fields.filter(([name]) => name !== 'kept') ?? []
	const sent = await ada.send(form && { ...form, fields: [...fields, ...kept.slice(1)] })
	expect(sent.text).toContain('was received')
	expect(sent.text).not.toContain('1.txt')
	expect(sent.text).toContain('3.txt')
})

test('files that came for nothing are gone at once; those that wait for the form stay', async () => {
	const form = await newForm()
	const command = JSON.stringify({ do: 'reply', number: 999_999, sent: 'yes' })
	const absent = await ada.send(form, { command, text: 'x' }, [small('a.txt')])
	expect([absent.status, await portal.storedFiles()]).toEqual([404, 0])
	const malformed = await ada.send(form, { command: 'nonsense' }, [small('a.txt')])
	expect([malformed.status, await portal.storedFiles()]).toEqual([400, 0])
	const twice = form && { ...form, fields: [...form.fields, ['page', '/'] as const] }
	expect([(await ada.send(twice, {}, [small('a.txt')])).status, await portal.storedFiles()]).toEqual([400, 0])

	const refused = await ada.send(form, { subject: ' ', text: 'y' }, [small('kept.txt')])
	expect(await portal.storedFiles()).toBe(1)
	const again = formOf(refused, 'Send request')
	const typed = { subject: 'With a file' }
	await ada.send(again, typed, [small('more.txt')])
	expect(await portal.storedFiles()).toBe(2)
	// Once more the same is the same request, and its files are there already.
	const sent = await ada.send(again, typed, [small('more.txt')])
	expect(sent.text).toContain('kept.txt')
	expect(await portal.storedFiles()).toBe(2)
})

test('what one account uploads in a day has an end; its texts go on, and what was typed is kept', async () => {
	await portal.close()
	portal = await openPortal({ bytes: 2_000, count: 3 }, [], 4_096)
	ada = portal.as(portal.cast.ada)
	const file = (name: string) => ({ name, text: 'x'.repeat(1_500) })
	const form = await newForm()
	expect((await ada.send(form, { subject: 'one', text: 'y' }, [file('1.txt')])).text).toContain(
		'was received',
	)
	const refused = await ada.send(form, { subject: 'two', text: 'y' }, [file('2.txt'), file('3.txt')])
	expect(refused.status).toBe(422)
	expect(refused.text).toContain('more than 4 kB in 24 hours')
	const again = formOf(refused, 'Send request')
	expect(again?.fields).toContainEqual(['subject', 'two'])
	expect(await portal.storedFiles()).toBe(1)
	for (let each = 0; each < 9; each += 1) {
		const text = `${each} ${'y'.repeat(1_000)}`
		expect((await ada.send(again, { subject: 'two', text })).text).toContain('was received')
	}
	const carla = portal.as(portal.cast.carla)
	const other = formOf(await carla.get('/requests/new'), 'Send request')
	expect((await carla.send(other, { subject: 'x', text: 'y' }, [file('4.txt')])).text).toContain('4.txt')
	portal.clock.advance(24 * 60 * 60_000)
	expect((await ada.send(again, { subject: 'three', text: 'y' }, [file('5.txt')])).text).toContain('5.txt')
})

test('a kept file is good for who sent it, as it was signed, for a day', async () => {
	const refused = await ada.send(await newForm(), { subject: ' ', text: 'y' }, [small('mine.txt')])
	const form = formOf(refused, 'Send request')
	const token = form?.fields.find(([name]) => name === 'kept')?.[1] ?? ''
	const mallory = portal.as(portal.cast.mallory)
	const stolen = { subject: 'x', text: 'y', kept: token }
	const other = await mallory.send(formOf(await mallory.get('/requests/new'), 'Send request'), stolen)
	expect(other.text).toContain('was received')
	expect(other.text).not.toContain('mine.txt')
	const forged = await ada.send(form, { subject: 'forged', kept: `${token.slice(0, -2)}xx` })
	expect(forged.text).not.toContain('mine.txt')
	portal.clock.advance(24 * 60 * 60_000)
	const late = await ada.send(form, { subject: 'late', kept: token })
	expect(late.text).not.toContain('mine.txt')
})

test('a command cannot bring files of its own', async () => {
	const form = await newForm()
	const file = {
		name: 'taken.txt',
		size: 3,
		type: 'text/plain',
		at: 'store',
		key: 'a'.repeat(32),
		sha256: 'b',
	}
	const command = JSON.stringify({ do: 'new', sent: 'yes', files: [file] })
	const page = await ada.send(form, { command, subject: 'x', text: 'y', files: JSON.stringify([file]) })
	expect(page.text).toContain('was received')
	expect(page.text).not.toContain('taken.txt')
})

test('who is not signed in has nothing read of what they send', async () => {
	const head = { 'content-type': 'multipart/form-data; boundary=x', origin: portal.address }
	const answer = await begin(portal, '/requests/new', { ...head, 'content-length': '5000000' })
	expect(answer.status).toBe(413)
	const signedOut = await begin(portal, '/requests/new', { ...head, 'content-length': '5000' })
	expect(signedOut.status).toBe(403)
	expect(signedOut.body).toContain('You are signed out')
	expect(await portal.storedFiles()).toBe(0)
})

test('a body that is no form, or breaks off, changes nothing and leaves no file', async () => {
	const headers = { origin: portal.address, 'content-type': 'multipart/form-data; boundary=x' }
	const part = '--x\r\ncontent-disposition: form-data; name="files"; filename="a.txt"\r\n\r\nhello'
	const nameless = part.replace('a.txt', '')
	for (const body of ['', 'nonsense', part, nameless, `${part}\r\n--x\r\nbroken`]) {
		const answer = await ada.raw('/requests/new', { method: 'POST', headers, body })
		expect([body, answer.status]).toEqual([body, 400])
	}
	const much = 'x'.repeat(20_000)
	const field = '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n'
	const skipped = [`--x\r\na: b\r\n\r\n${much}`, `${`${field}b\r\n`.repeat(100)}${field}${much}`]
	for (const [index, unread] of skipped.entries()) {
		const body = `${part}\r\n${unread}\r\n--x--`
		const answer = await ada.raw('/requests/new', { method: 'POST', headers, body })
		expect([index, answer.status]).toEqual([index, 400])
	}
	for (const type of ['multipart/form-data', 'application/json', 'text/plain']) {
		const answer = await ada.raw('/do', {
			method: 'POST',
			headers: { ...headers, 'content-type': type },
			body: '{}',
		})
		expect([type, answer.status]).toEqual([type, 400])
	}
	await abandon(portal, part)
	expect(await portal.storedFiles()).toBe(0)
})

test('a body of more than all files may have is refused before it is read', async () => {
	const headers = {
		origin: portal.address,
		'content-type': 'multipart/form-data; boundary=x',
		cookie: `as=${portal.cast.ada.id}`,
	}
	const answer = await begin(portal, '/requests/new', { ...headers, 'content-length': '50000000' })
	expect(answer.status).toBe(413)
	expect(answer.body).toContain('That is too much at once')
})

/** Sends the head of a request only, and reads the answer. */
function begin(portal: Portal, path: string, headers: Record<string, string>) {
	return new Promise<{ readonly status: number | undefined; readonly body: string }>((resolve, reject) => {
		const asking = request(new URL(path, portal.address), { method: 'POST', headers }, response => {
			response.setEncoding('utf8')
			let body = ''
			response.on('data', (chunk: string) => {
				body += chunk
			})
			response.on('end', () => {
				resolve({ status: response.statusCode, body })
				asking.destroy()
			})
		})
		asking.on('error', reject)
		asking.flushHeaders()
	})
}

/** Begins to send a file and goes away; resolves once the portal has noticed. */
async function abandon(portal: Portal, part: string): Promise<void> {
	const headers = {
		origin: portal.address,
		cookie: `as=${portal.cast.ada.id}`,
		'content-type': 'multipart/form-data; boundary=x',
		'content-length': '5000',
	}
	const asking = request(new URL('/requests/new', portal.address), { method: 'POST', headers })
	asking.on('error', () => undefined)
	asking.write(part)
	// The file has begun to arrive.
	await expect.poll(() => portal.storedFiles()).toBe(1)
	asking.destroy()
	await expect.poll(() => portal.storedFiles()).toBe(0)
}
