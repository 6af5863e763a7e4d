import { letterBudget, signInBudget } from '../../../src/rules/limits.ts'
import type { Report } from '../report.ts'
import { type House, password } from './house.ts'

const wrong = 'tre civette sul comò'
const day = 24 * 60 * 60_000

/** Guesses passwords, and has letters sent, from many network addresses, and holds what gets through to the budgets. */
export async function checkSpraying(house: House): Promise<Report> {
	const { world, post, newAddress } = house
	const breaches: string[] = []
	let guesses = 0
	const guess = (email: string, from: string, word = wrong, cookie?: string) => {
		guesses += 1
		return post('/sign-in', { email, password: word }, from, cookie)
	}
	const opens = async (email: string, from: string, cookie?: string) =>
		(await guess(email, from, password, cookie)).status === 303
	const expect = (holds: boolean, breach: string) => void (holds || breaches.push(breach))
	const person = async (name: string) => (await house.account(`${name}@spray.example`)).email
	const whose = async (email: string) => {
		const account = await world.app.ports.accounts.byEmail(email)
		if (!account) throw new Error(`nobody is ${email}`)
		return account
	}
	const { asker, network, address, window } = signInBudget

	const one = await person('one')
	const from = newAddress()
	for (let tries = 0; tries < asker; tries += 1) await guess(one, from)
	expect(!(await opens(one, from)), `one network guesses more than ${asker} times at one address`)
	expect(await opens(one, newAddress()), 'one network keeps the owner out')

	const many = await person('many')
	for (let tries = 0; tries < address; tries += 1) await guess(many, newAddress())
	expect(!(await opens(many, newAddress())), `many networks guess more than ${address} times at one address`)
	world.clock.advance(window)
	expect(await opens(many, newAddress()), 'the owner is kept out after the window')

	const wide = await person('wide')
	const busy = newAddress()
	for (let tries = 0; tries < network; tries += 1) await guess(`w${tries}@spray.example`, busy)
	expect(!(await opens(wide, busy)), `one network guesses at more than ${network} addresses`)

	const six = await person('six')
	for (let tries = 0; tries < asker; tries += 1) await guess(six, `2001:db8:5:6::${tries.toString(16)}`)
	expect(!(await opens(six, '2001:db8:5:6:ffff::1')), 'every address of one IPv6 network counts by itself')
	expect(await opens(six, '2001:db8:5:7::1'), 'one IPv6 network keeps others out')

	const all = await Promise.all(Array.from({ length: 20 }, (_, n) => person(`all${n}`)))
	for (const email of all) for (let n = 0; n < 3; n += 1) await guess(email, newAddress())
	for (const email of all)
		expect(await opens(email, newAddress()), 'a few guesses at each address keep owners out')

	const hoarded = await person('hoarded')
	const signsIn = async () =>
		/browser=[^;]+/.exec((await guess(hoarded, newAddress(), password)).cookie)?.[0] ?? ''
	const [kept, ...hoard] = await Promise.all(Array.from({ length: 12 }, signsIn))
	for (let tries = 0; tries <= address; tries += 1) await guess(hoarded, newAddress())
	expect(await opens(hoarded, newAddress(), kept), 'many networks keep a browser out that is known')
	expect(!(await opens(hoarded, newAddress(), `${kept?.slice(0, -2)}`)), 'a forged cookie opens')
	const token = await house.token('reset', { email: hoarded, account: (await whose(hoarded)).id })
	const set = await post('/password/set', { token, password, again: password })
	const anew = /browser=[^;]+/.exec(set.cookie)?.[0] ?? ''
	const there = newAddress()
	for (const cookie of hoard)
		for (let tries = 0; tries < 10; tries += 1) await guess(hoarded, there, wrong, cookie)
	expect(!(await opens(hoarded, there, kept)), 'cookies of a former password guess by budgets of their own')
	expect(await opens(hoarded, there, anew), 'where the password was set nobody is known')

	// Who is not believed to be a proxy is who asks.
	const lying = await person('lying')
	for (let tries = 0; tries < asker; tries += 1) await guess(lying, `${newAddress()}, 198.51.100.99`)
	expect(!(await opens(lying, '198.51.100.99')), 'what a visitor says of its own address counts')

	world.mail.forget()
	let asked = 0
	for (let quarter = 0; quarter < 8; quarter += 1) {
		for (let n = 0; n < 25; n += 1) {
			await post('/password/forgot', { email: one })
			await post('/sign-up', { email: one, firstName: 'Nina', lastName: 'Blu' })
			asked += 2
		}
		await world.app.drain()
		world.clock.advance(letterBudget.spacing)
	}
	const letters = () => world.mail.letters().filter(({ to }) => to.includes(one)).length
	expect(letters() > 0, 'no letter came at all')
	expect(letters() <= letterBudget.aDay, `one mailbox got ${letters()} letters in a day`)
	const sent = letters()
	world.clock.advance(day)
	await post('/password/forgot', { email: one })
	await world.app.drain()
	expect(letters() === sent + 1, 'the next day no letter comes')
	return {
		rows: [
			['passwords guessed, from as many networks as that', guesses],
			['letters asked for to one mailbox in a day', asked],
			['… sent', sent],
		],
		breaches,
	}
}
