import { createHmac } from 'node:crypto'
import { compareSync, getRounds, hashSync } from 'bcryptjs'
import { afterAll, expect, test } from 'vitest'
import { decoyHash, openPasswords } from '../../../adapters/passwords/open.ts'
import { Busy } from '../../../src/ports/outside.ts'

const pepper = new Uint8Array(32).fill(7)
const passwords = openPasswords({ pepper, cost: 4, threads: 2 })
afterAll(() => passwords.close())

const ada = 'una capra sul tetto'

test('Ada’s password opens, nothing else does', async () => {
	const hash = await passwords.hash(ada)
	expect(hash).toMatch(/^\$2b\$04\$/)
	expect(await passwords.verify(ada, hash)).toBe(true)
	for (const other of [
		'',
		'una capra sul tett',
		`${ada} `,
		ada.toUpperCase(),
		`${ada}\0`,
		'x'.repeat(100_000),
	])
		expect(await passwords.verify(other, hash)).toBe(false)
})

test('the hash is what the design says, so that another program could check it', async () => {
	const digest = createHmac('sha384', pepper).update(ada).digest('base64')
	expect(digest).toHaveLength(64)
	expect(compareSync(digest, await passwords.hash(ada))).toBe(true)
})

test('the same password twice is two hashes', async () => {
	expect(await passwords.hash(ada)).not.toBe(await passwords.hash(ada))
})

test('passwords that differ after the 72nd byte, or after a zero byte, differ', async () => {
	const long = 'capra '.repeat(30)
	expect(await passwords.verify(`${long}1`, await passwords.hash(`${long}2`))).toBe(false)
	expect(await passwords.verify('capra\0uno', await passwords.hash('capra\0due'))).toBe(false)
})

test('an accent is the same however the keyboard makes it', async () => {
	expect(await passwords.verify('perche\u0301 no, Ada', await passwords.hash('perch\u00e9 no, Ada'))).toBe(
		true,
	)
})

test('without the pepper a stolen database is of no use', async () => {
	const other = openPasswords({ pepper: new Uint8Array(32).fill(8), cost: 4, threads: 1 })
	try {
		expect(await other.verify(ada, await passwords.hash(ada))).toBe(false)
	} finally {
		await other.close()
	}
})

test.each([undefined, '', 'plain', '$2b$04$short', '$2b$99', `$2x$04$${'a'.repeat(53)}`])(
	'the hash %j opens to nobody',
	async hash => {
		expect(await passwords.verify(ada, hash)).toBe(false)
		expect(await passwords.verify('', hash)).toBe(false)
	},
)

test('the decoy costs what a hash costs', () => {
	for (const cost of [4, 12]) {
		expect(decoyHash(cost)).toHaveLength(60)
		expect(getRounds(decoyHash(cost))).toBe(cost)
	}
	// bcrypt takes its salt as it is: what it makes of it begins with the very same.
	expect(hashSync('x', decoyHash(4)).slice(0, 29)).toBe(decoyHash(4).slice(0, 29))
	expect(hashSync('x', decoyHash(4))).toHaveLength(60)
})

test('a flood is turned away once so many wait, and those are served', async () => {
	const few = openPasswords({ pepper, cost: 8, threads: 1, queue: 5 })
	try {
		const comer = { network: 'another' }
		expect(few.isBusy(comer)).toBe(false)
		const asked = Array.from({ length: 20 }, (_, n) =>
			few.admit(() => few.hash(ada), { network: `net ${n}` }),
		)
		expect(few.isBusy(comer)).toBe(true)
		expect(few.waiting()).toBe(5)
		const all = await Promise.allSettled(asked)
		expect(few.isBusy(comer)).toBe(false)
		expect(few.waiting()).toBe(0)
		expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(6)
		for (const one of all) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(Busy)
		expect(await few.admit(() => few.hash(ada), comer)).toMatch(/^\$2b/)
	} finally {
		await few.close()
	}
})

test('closing lets what was begun end, and costs nothing when nothing was', async () => {
	const brief = openPasswords({ pepper, cost: 4, threads: 1 })
	const hashing = brief.hash(ada)
	await brief.close()
	expect(await hashing).toMatch(/^\$2b/)
	await openPasswords({ pepper }).close()
})
