import type { Account } from '../../../src/domain/account.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { formOf } from '../../adapters/web/pages/browser.ts'
import type { Person } from '../../standins/slack/index.ts'
import type { Report } from '../report.ts'
import { type House, password } from './house.ts'

const say = wordsOf('en')
const code = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/

/** An owner with a chat of hers, and whoever means to get at her account with a chat and an account of his. */
type Scene = {
	readonly house: House
	readonly owner: Account
	readonly hers: Person
	readonly other: Account
	readonly his: Person
}
/** @returns what went wrong; nothing when it holds */
type Attack = (scene: Scene) => Promise<readonly (string | false)[]>

/** Through requests that Slack signs, and through the pages. */
const attacks: Readonly<Record<string, Attack>> = {
	'forced link': async ({ house, owner, hers, his }) => {
		await asks(his, owner.email)
		const mailed = await codeTo(house, owner.email)
		await types(hers, `connect ${mailed}`)
		return [
			(await linked(house, owner)) > 0 && 'her chat took a code that his asked for',
			!house.world.mail.newestTo(owner.email).text.includes('Slack') && 'the letter does not say who asked',
		]
	},
	'login confusion': async ({ house, owner, hers, other }) => {
		const look = await types(hers, `connect ${await shownTo(house, other)}`)
		return [
			!look.includes('@his.example') && 'she is not told whose account it is',
			look.includes(other.email) && 'the whole address is told',
			look.indexOf(`[${say('connect.no')}]`) > look.indexOf(`[${say('connect.yes')}]`) &&
				'Cancel is not first',
			(await linked(house, other)) + (await linked(house, owner)) > 0 && 'it is linked before she says so',
		]
	},
	prefetch: async ({ house, owner, hers }) => {
		await asks(hers, owner.email)
		await codeTo(house, owner.email)
		const { text, html } = house.world.mail.newestTo(owner.email)
		const token = await house.token('reset', { email: owner.email, account: owner.id })
		for (const path of [`/password/set?token=${token}`, `/address?token=${token}`])
			for (const method of ['GET', 'HEAD']) await fetch(`${house.world.address}${path}`, { method })
		const set = await house.post('/password/set', { token, password, again: password })
		return [
			/https?:|href=/.test(text + html) && 'the letter with a code has an address to follow',
			set.status !== 303 && 'a look used the link up',
		]
	},
	reuse: async ({ house, owner, hers, his }) => {
		const shown = await shownTo(house, owner)
		await types(hers, `connect ${shown}`)
		await hers.presses(say('connect.yes'))
		const once = await linked(house, owner)
		await types(his, `connect ${shown}`)
		await hers.types('/tickets disconnect')
		await hers.presses(say('disconnect.yes'))
		await types(hers, `connect ${shown}`)
		return [
			once !== 1 && 'the owner could not connect',
			(await linked(house, owner)) > 0 && 'a code was taken twice',
		]
	},
	race: async ({ house, owner, hers }) => {
		const shown = await shownTo(house, owner)
		const chats = Array.from({ length: 20 }, (_, n) =>
			house.slack.person({ id: `${hers.id}R${n}`, realName: 'Racer' }),
		)
		for (const chat of chats) await types(chat, `connect ${shown}`)
		await Promise.all(chats.map(chat => chat.presses(say('connect.yes')).catch(() => undefined)))
		await house.slack.idle()
		return [
			(await linked(house, owner)) !== 1 && `${await linked(house, owner)} chats are connected by one code`,
		]
	},
	'cross-site': async ({ house, owner }) => {
		const { cookie } = await house.post('/sign-in', { email: owner.email, password })
		const before = await codesOf(house)
		const answers: number[] = []
		for (const headers of [
			{ origin: 'https://evil.example' },
			{ origin: 'null' },
			{ origin: house.world.app.ports.settings.publicUrl, 'sec-fetch-site': 'cross-site' },
			{},
		]) {
			const answer = await fetch(`${house.world.address}/settings`, {
				method: 'POST',
				body: new URLSearchParams({ part: 'code' }),
				redirect: 'manual',
				headers: { cookie, ...headers } as Record<string, string>,
			})
			if (code.test(await answer.text())) answers.push(answer.status)
		}
		return [
			answers.length > 0 && 'another site had a code shown',
			(await codesOf(house)) !== before && 'another site had a code made',
		]
	},
	guess: async ({ house, owner, his }) => {
		const shown = await shownTo(house, owner)
		for (const n of [1, 2, 3, 4, 5]) await types(his, `connect 0000-000${n}`)
		await types(his, `connect ${shown}`)
		const pressed = await his.presses(say('connect.yes')).catch(() => undefined)
		return [
			pressed !== undefined && 'after five wrong codes he is asked about the right one',
			(await linked(house, owner)) > 0 && 'after five wrong codes the right one was taken',
		]
	},
	'equal address': async ({ house, owner, his }) => {
		// His profile says that he has her address.
		house.slack.world.users.set(his.id, {
			...house.slack.world.users.get(his.id),
			name: owner.email,
			realName: owner.email,
			email: owner.email,
		} as never)
		const seen = await types(his, 'mine')
		await asks(his, owner.email.replace('o', 'о'))
		await house.world.app.drain()
		const letters = house.world.mail.letters().filter(({ to }) => to.includes(owner.email))
		return [
			!seen.includes(say('connect.title')) && 'he is taken for her by his profile',
			letters.length > 0 && 'a twin of her address has a letter sent to her',
			(await linked(house, owner)) > 0 && 'he is connected by his address',
		]
	},
	'second identity': async ({ house, owner, hers, his }) => {
		await asks(hers, owner.email)
		const mailed = await codeTo(house, owner.email)
		await types(his, `connect ${mailed}`)
		const taken = await his.presses(say('connect.yes')).catch(() => undefined)
		const before = await linked(house, owner)
		await hers.fills({ [say('connect.code')]: mailed })
		await hers.submits()
		await hers.presses(say('connect.yes'))
		return [
			(taken !== undefined || before > 0) && 'his chat took a code that hers asked for',
			(await linked(house, owner)) !== 1 && 'afterwards her own does not take it',
		]
	},
}

/** Tries to get at somebody's account in nine ways. */
export async function checkLinking(house: House): Promise<Report> {
	const breaches: string[] = []
	for (const [at, [name, attack]] of Object.entries(attacks).entries()) {
		house.world.mail.forget()
		const scene = {
			house,
			owner: await house.account(`owner${at}@hers.example`),
			hers: house.slack.person({ id: `U0HERS${at}`, realName: 'Olga Owner' }),
			other: await house.account(`other${at}@his.example`),
			his: house.slack.person({ id: `U0HIS${at}`, realName: 'Otto Other' }),
		}
		for (const breach of await attack(scene)) if (breach) breaches.push(`${name}: ${breach}`)
	}
	for (const problem of house.slack.problems) breaches.push(JSON.stringify(problem))
	return { rows: [['attacks on linking', Object.keys(attacks).length]], breaches }
}

async function types(person: Person, words: string): Promise<string> {
	if (person.modal) await person.closes({ all: true })
	return (await person.types(`/tickets ${words}`)).screen
}

/** Asks for a code by mail; the form for it stays open. */
async function asks(person: Person, email: string): Promise<void> {
	await types(person, 'connect')
	await person.fills({ [say('connect.email')]: email })
	await person.submits()
}

async function codeTo({ world }: House, email: string): Promise<string> {
	await world.app.drain()
	return code.exec(world.mail.newestTo(email).text)?.[0] ?? ''
}

/** A code as the settings show it. */
async function shownTo(house: House, { email }: Account): Promise<string> {
	const { cookie } = await house.post('/sign-in', { email, password })
	const browser = house.browser(cookie)
	const page = await browser.send(formOf(await browser.get('/settings'), say('portal.settings.chats.submit')))
	const [shown] = code.exec(page.text) ?? []
	if (!shown) throw new Error(`${email} is shown no code`)
	return shown
}

async function linked({ world }: House, account: Account): Promise<number> {
	return (await world.app.ports.links.of(account.id)).length
}

async function codesOf({ world }: House): Promise<string> {
	const { kysely } = world.app.database.store
	return JSON.stringify(await kysely.selectFrom('portal_codes').select('hash').orderBy('hash').execute())
}
