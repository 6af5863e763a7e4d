import type { Account } from '../../../src/domain/account.ts'
import { portalCode } from '../../../src/features/portal-code.ts'
import { handle } from '../../../src/handle.ts'
import type { Report } from '../report.ts'
import { type House, password } from './house.ts'

/** What is sent at once, and which of it may be the one that wins. */
type Round = {
	readonly shots: readonly (() => Promise<boolean>)[]
	/** By its place among the shots; all when absent. */
	readonly mayWin?: (index: number) => boolean
}
type Case = (house: House, email: string, atOnce: number) => Promise<Round>

const sets =
	({ post }: House, token: string) =>
	async () => {
		const { status, headers } = await post('/password/set', { token, password, again: password })
		return (
			status === 303 && headers.some(([name, value]) => name === 'location' && /after=password/.test(value))
		)
	}
/** Every other is of the first kind; the others alone may win. */
const mixed = (atOnce: number, bad: () => Promise<boolean>, good: () => Promise<boolean>): Round => ({
	shots: Array.from({ length: atOnce }, (_, index) => (index % 2 === 0 ? bad : good)),
	mayWin: index => index % 2 === 1,
})
const same = (atOnce: number, shot: () => Promise<boolean>): Round => ({
	shots: Array.from({ length: atOnce }, () => shot),
})
const known = async (house: House, email: string) => {
	const { id } = await house.account(email, { password: false })
	return { email, account: id }
}

/** Twelve ways in which a secret is used otherwise than once by its owner; each has one winner. */
const cases: Readonly<Record<string, Case>> = {
	'a reset link, by all': async (house, email, atOnce) =>
		same(atOnce, sets(house, await house.token('reset', await known(house, email)))),
	'a welcome link of an account, by all': async (house, email, atOnce) =>
		same(atOnce, sets(house, await house.token('welcome', await known(house, email)))),
	'a link of a sign-up, by all': async (house, email, atOnce) =>
		same(atOnce, sets(house, await house.token('welcome', { email }))),
	'an older link beside the newest': async (house, email, atOnce) => {
		const whose = await known(house, email)
		const older = await house.token('reset', whose)
		return mixed(atOnce, sets(house, older), sets(house, await house.token('reset', whose)))
	},
	'an older sign-up beside the newest': async (house, email, atOnce) => {
		const older = await house.token('welcome', { email })
		return mixed(atOnce, sets(house, older), sets(house, await house.token('welcome', { email })))
	},
	'a welcome and a reset link of one account': async (house, email, atOnce) => {
		const whose = await known(house, email)
		const welcome = sets(house, await house.token('welcome', whose))
		const reset = sets(house, await house.token('reset', whose))
		return { shots: Array.from({ length: atOnce }, (_, index) => (index % 2 === 0 ? welcome : reset)) }
	},
	'an expired link beside a good one': async (house, email, atOnce) => {
		const whose = await known(house, email)
		const expired = await house.token('welcome', whose, 0)
		return mixed(atOnce, sets(house, expired), sets(house, await house.token('reset', whose)))
	},
	'a link of another purpose beside a good one': async (house, email, atOnce) => {
		const whose = await known(house, email)
		const other = await house.token('address', whose)
		return mixed(atOnce, sets(house, other), sets(house, await house.token('reset', whose)))
	},
	'a link with a letter changed beside the good one': async (house, email, atOnce) => {
		const good = await house.token('reset', await known(house, email))
		const changed = good.slice(0, -1) + (good.endsWith('0') ? '1' : '0')
		return mixed(atOnce, sets(house, changed), sets(house, good))
	},
	'an address link, by another account beside its own': async (house, email, atOnce) => {
		const owner = await house.account(email)
		await house.account(`x.${email}`)
		const signed = async (whose: string) => (await house.post('/sign-in', { email: whose, password })).cookie
		const [own, other] = [await signed(email), await signed(`x.${email}`)]
		const token = await house.token('address', { email: `new.${email}`, account: owner.id })
		const proves = (cookie: string) => async () => {
			const { status } = await house.post('/address', { token }, house.newAddress(), cookie)
			return status === 303
		}
		return mixed(atOnce, proves(other), proves(own))
	},
	'a code of the portal, by as many chats': async (house, email, atOnce) => {
		const { ports } = house.world.app
		const { code } = await portalCode(ports, await house.account(email))
		return { shots: Array.from({ length: atOnce }, (_, n) => types(house, `${email} ${n}`, code)) }
	},
	'a mailed code, by other chats beside its own': async (house, email, atOnce) => {
		await house.account(email)
		const own = `${email} own`
		await asChat(house, own, { do: 'connect', email, sent: 'yes' })
		await house.world.app.drain()
		const { text } = house.world.mail.newestTo(email)
		const code = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(text)?.[0] ?? ''
		return {
			shots: Array.from({ length: atOnce }, (_, n) => types(house, n % 2 === 0 ? `${own} ${n}` : own, code)),
			mayWin: index => index % 2 === 1,
		}
	},
}

function asChat({ world }: House, user: string, command: Parameters<typeof handle>[1]) {
	const identity = { platform: 'slack', space: 'T0MISUSE', user } as const
	return handle({ who: { identity }, via: 'test', pageSize: 10, textInput: 3_000 }, command, world.app.ports)
}

/** @returns whether this very act connected the chat */
const types = (house: House, user: string, code: string) => async () => {
	const view = await asChat(house, user, { do: 'connect', code, sure: 'yes' })
	return 'said' in view && view.said !== undefined
}

/** Shoots at secrets, all at once, round after round. */
export async function checkMisuse(
	house: House,
	{ atOnce, rounds, on }: { readonly atOnce: number; readonly rounds: number; readonly on: string },
	note: (text: string) => void,
): Promise<Report> {
	const breaches: string[] = []
	let shots = 0
	let winners = 0
	for (const [at, [name, begin]] of Object.entries(cases).entries()) {
		for (let round = 0; round < rounds; round += 1) {
			const email = `m${at}.${round}@misuse.example`
			const { shots: all, mayWin = () => true } = await begin(house, email, atOnce)
			const hits = await Promise.all(all.map(shot => shot()))
			shots += hits.length
			const won = hits.flatMap((hit, index) => (hit ? [index] : []))
			winners += won.length
			if (won.length !== 1) breaches.push(`${on}, ${name}: ${won.length} winners in round ${round}`)
			if (!won.every(mayWin)) breaches.push(`${on}, ${name}: the wrong one won in round ${round}`)
			const links = await linksOf(house, await house.world.app.ports.accounts.byEmail(email))
			if (links > 1) breaches.push(`${on}, ${name}: ${links} chats are connected`)
		}
		note(`${on}: ${name}`)
	}
	return {
		rows: [
			[`secrets shot at (${on}), in ${Object.keys(cases).length} cases`, rounds * Object.keys(cases).length],
			[`… shots, ${atOnce} at once`, shots],
			['… winners', winners],
		],
		breaches,
	}
}

async function linksOf({ world }: House, account: Account | undefined): Promise<number> {
	return account ? (await world.app.ports.links.of(account.id)).length : 0
}
