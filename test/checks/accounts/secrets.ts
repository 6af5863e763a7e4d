import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gunzipSync } from 'node:zlib'
import { unpackTar } from 'modern-tar'
import { apiScopes } from '../../../src/ports/api-tokens.ts'
import { asking, tokenFor } from '../../adapters/api/caller.ts'
import { formOf } from '../../adapters/web/pages/browser.ts'
import { sportello } from '../command-line.ts'
import type { Report } from '../report.ts'
import type { House } from './house.ts'
import { finderOf } from './find.ts'

const code = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/

/**
 * Has people sign up, set a password, sign in, ask for a code and call the API, and looks for every secret that they
 * were handed or chose in all that the service keeps.
 * @param folder where the database keeps its files, with its log of writes
 */
export async function checkSecrets(
	house: House,
	{ people, folder, on }: { readonly people: number; readonly folder: string; readonly on: string },
	note: (text: string) => void,
): Promise<Report> {
	const { world } = house
	const { mail, app } = world
	const secrets = new Map<string, string>()
	for (let n = 0; n < people; n += 1) {
		const email = `s${n}@secrets.example`
		await house.post('/sign-up', { email, firstName: 'Nina', lastName: 'Blu' })
		await app.drain()
		const token = /[?&]token=([0-9a-f]+)/.exec(mail.newestTo(email).text)?.[1] ?? ''
		const password = `${randomBytes(9).toString('base64url')} lago`
		await house.post('/password/set', { token, password, again: password })
		const browser = await signedInWith(house, email, password)
		const shown = code.exec((await browser.send(formOf(await browser.get('/settings'), 'Show a code'))).text)
		const account = await app.ports.accounts.byEmail(email)
		if (!account || !shown) throw new Error(`${email} did not come so far`)
		const key = await tokenFor(world, account, apiScopes)
		if ((await asking(world, key)('GET', '/me')).status !== 200) throw new Error('the token is none')
		secrets.set(`${n}: token of a letter`, token)
		secrets.set(`${n}: password`, password)
		secrets.set(`${n}: session`, browser.cookies.values().next().value ?? '')
		secrets.set(`${n}: code`, shown[0])
		secrets.set(`${n}: token of the API`, key)
		// Of many letters none is read again.
		mail.forget()
		if (n % 100 === 99) note(`${on}: ${n + 1} people`)
	}
	// What is known to be kept must be found, or nothing that is not found means anything.
	const planted = randomBytes(16).toString('hex')
	const by = { by: world.cast.ada.id, via: 'test' }
	const stored = await app.ports.files.put(Readable.from([Buffer.from(planted)]), 1_000)
	const file = { at: 'store', name: 'lamp.txt', type: 'text/plain', ...stored } as const
	await app.ports.tickets.open({ ...by, subject: 'Lamp', text: planted, files: [file] })
	const finder = finderOf(new Map([...secrets, ['planted', planted]]))
	const breaches: string[] = []
	let bytes = 0
	const look = (where: string, content: Uint8Array, mustHold = false) => {
		bytes += content.length
		const found = finder.in(content)
		if (mustHold && !found.includes('planted')) breaches.push(`${on}, ${where}: what is there is not found`)
		for (const name of found) if (name !== 'planted') breaches.push(`${on}, ${where}: ${name}`)
	}
	look('log', Buffer.from(house.logged.join('')))
	const files = await filesIn(folder)
	const held = await Promise.all(files.map(async path => [path, await readFile(path)] as const))
	for (const [path, content] of held) look(path.slice(folder.length + 1), content)
	if (!held.some(([, content]) => finder.in(content).includes('planted')))
		breaches.push(`${on}: what is there is not found`)
	let unpacked = 0
	if (app.database.snapshot) {
		const copy = await mkdtemp(join(tmpdir(), 'sportello-secrets-'))
		const file = join(copy, 'backup.tar.gz')
		await sportello(house.environment, 'backup', file)
		const archive = await readFile(file)
		look('backup', archive)
		const entries = await unpackTar(gunzipSync(archive))
		for (const { header, data } of entries) {
			// The rest says what is in there.
			const holds = header.name.startsWith('files/') || header.name.endsWith('.db')
			look(`backup, ${header.name}`, data ?? new Uint8Array(), holds)
			unpacked += holds ? 1 : 0
		}
		await rm(copy, { recursive: true, force: true })
		if (unpacked < 2)
			breaches.push(`${on}: the backup holds ${entries.map(({ header }) => header.name).join(', ')}`)
	}
	return {
		rows: [
			[`secrets handed out (${on})`, secrets.size],
			['… looked for in so many megabytes', Math.round(bytes / 100_000) / 10],
			['… in so many files of the database, with its log of writes', files.length],
			...(app.database.snapshot ? [['… in so many files unpacked from a backup', unpacked] as const] : []),
		],
		breaches,
	}
}

async function signedInWith(house: House, email: string, password: string) {
	const { cookie } = await house.post('/sign-in', { email, password })
	if (!cookie) throw new Error(`${email} did not get in`)
	return house.browser(cookie)
}

async function filesIn(folder: string): Promise<readonly string[]> {
	const all = await readdir(folder, { recursive: true })
	const files: string[] = []
	for (const name of all) {
		const path = join(folder, name)
		// Sockets and what is gone by now are no files.
		if ((await stat(path).catch(() => undefined))?.isFile()) files.push(path)
	}
	return files
}
