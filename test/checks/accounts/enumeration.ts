import { signInBudget } from '../../../src/rules/limits.ts'
import type { Report, Row } from '../report.ts'
import { type House, password } from './house.ts'

/** All as long as one another, so that nothing but what there is of them differs. */
const emails = {
	exists: 'exists@eight.example',
	unknown: 'nobody@eight.example',
	disabled: 'barred@eight.example',
	'no password yet': 'waited@eight.example',
	unproved: 'untold@eight.example',
	locked: 'locked@eight.example',
} as const
const wrong = 'tre civette sul comò'

type Attempt = { readonly what: string; readonly email: string; readonly password: string }
const attempts: readonly Attempt[] = [
	...Object.entries(emails).map(([what, email]) => ({ what, email, password: wrong })),
	{ what: 'empty', email: emails.exists, password: '' },
	{ what: 'too long', email: emails.exists, password: 'x'.repeat(5_000) },
]
const unknown = { what: 'unknown', email: emails.unknown, password: wrong }
/** The same of an unknown address: as long a password, and as many tries before. */
const twinOf = ({ what, password }: Attempt): Attempt => ({
	...unknown,
	password,
	what: what === 'locked' ? what : 'unknown',
})
/** Where its tries are spent. */
const lockedFrom = '203.0.113.9'

export async function cast(house: House): Promise<void> {
	await house.account(emails.exists)
	await house.account(emails.disabled, { disabled: true })
	await house.account(emails['no password yet'], { password: false })
	await house.account(emails.unproved, { password: false, proved: false })
	await house.account(emails.locked)
}

const from = (house: House, { what }: Attempt) => (what === 'locked' ? lockedFrom : house.newAddress())

/** A page without what is drawn anew for every form. */
const alike = (body: string) => body.replaceAll(/(name="once" value=")[^"]*/g, '$1')

async function tryIt(house: House, attempt: Attempt, kept?: string): Promise<string> {
	const { email, password } = attempt
	const { status, headers, body, cookie } = await house.post(
		'/sign-in',
		{ email, password },
		from(house, attempt),
		kept,
	)
	return JSON.stringify([status, headers, alike(body), cookie]).replaceAll(email, '#')
}

async function lock(house: House): Promise<void> {
	for (const email of [emails.locked, emails.unknown])
		for (let tries = 0; tries < signInBudget.asker; tries += 1)
			await house.post('/sign-in', { email, password: wrong }, lockedFrom)
}

/** Gets in. @returns what the browser keeps of it */
async function browserOf(house: House, email: string): Promise<string> {
	const { cookie } = await house.post('/sign-in', { email, password })
	const [kept] = /browser=[^;]+/.exec(cookie) ?? []
	if (kept === undefined) throw new Error('nobody is known by a browser')
	return kept
}

/** Tries to sign in, to sign up and to have a letter sent, in eight classes, and compares the answers' bytes. */
export async function checkBytes(house: House): Promise<Report> {
	const breaches: string[] = []
	await lock(house)
	const held = { email: emails.locked, password }
	if ((await house.post('/sign-in', held, lockedFrom)).status === 303) breaches.push('nothing is locked')
	const signedIn = await house.post('/sign-in', { email: emails.exists, password })
	if (signedIn.status !== 303) breaches.push('the right password is refused')

	const expected = await tryIt(house, unknown)
	let compared = 0
	for (const attempt of attempts) {
		compared += 1
		if ((await tryIt(house, attempt)) !== expected)
			breaches.push(`signing in tells ${attempt.what} from unknown`)
	}
	// At browsers with which they got in themselves, somebody else did, or nobody.
	const own = await browserOf(house, emails.exists)
	const other = await browserOf(house, emails.locked)
	for (const attempt of attempts.filter(({ what }) => what !== 'locked'))
		for (const cookie of [own, other, `${other}x`, 'browser=x']) {
			compared += 1
			if ((await tryIt(house, attempt, cookie)) !== expected)
				breaches.push(`signing in at a browser that is known tells ${attempt.what} from unknown`)
		}
	for (const [path, more] of [
		['/password/forgot', {}],
		['/sign-up', { firstName: 'Nina', lastName: 'Blu' }],
	] as const) {
		const ask = async (email: string) => {
			const { status, headers, body } = await house.post(path, { email, ...more })
			return JSON.stringify([status, headers, alike(body)]).replaceAll(email, '#')
		}
		const answer = await ask(emails.unknown)
		for (const [what, email] of Object.entries(emails)) {
			compared += 1
			if ((await ask(email)) !== answer) breaches.push(`${path} tells ${what} from unknown`)
		}
	}
	return { rows: [['answers compared with those for an unknown address', compared]], breaches }
}

/** What is told apart by its time at all is told apart above these. */
const bounds = { t: 4.5, milliseconds: 1 }

/**
 * Tries to sign in, in each class and the same of an unknown address in turn, and compares how long the answers take. Of each
 * its quicker half counts: in the other it is the machine that was busy.
 */
export async function checkTimes(house: House, pairs: number, note: (text: string) => void): Promise<Report> {
	const rows: Row[] = []
	const breaches: string[] = []
	const timed = async (attempt: Attempt, kept?: string, network?: string) => {
		const { email, password } = attempt
		const address = network ?? from(house, attempt)
		const began = performance.now()
		await house.post('/sign-in', { email, password }, address, kept)
		return performance.now() - began
	}
	for (let warm = 0; warm < 50; warm += 1) await timed(unknown)
	const exists = { email: emails.exists, password: wrong }
	const own = await browserOf(house, emails.exists)
	const other = await browserOf(house, emails.locked)
	const classes: readonly (Attempt & { readonly kept?: string; readonly sits?: boolean })[] = [
		...attempts.filter(({ what }) => what !== 'unknown'),
		{ ...exists, what: 'exists, at the browser of another,', kept: other },
		{ ...exists, what: 'exists, at its own browser,', kept: own, sits: true },
	]
	for (const { kept, sits = false, ...attempt } of classes) {
		// Whoever sits at one browser has one network, and its few tries.
		const inAWindow = sits ? signInBudget.own - 2 : 40
		let network: string | undefined
		const twin = twinOf(attempt)
		const times: number[] = []
		const others: number[] = []
		for (let pair = 0; pair < pairs; pair += 1) {
			if (pair % inAWindow === 0) {
				house.world.clock.advance(2 * signInBudget.window)
				await lock(house)
				if (sits) network = house.newAddress()
			}
			// Which goes first takes turns as well.
			if (pair % 2 === 0) times.push(await timed(attempt, kept, network))
			others.push(await timed(twin, kept, network))
			if (pair % 2 === 1) times.push(await timed(attempt, kept, network))
		}
		const { t, difference } = welch(times, others)
		const said = `${difference.toFixed(3)} ms, t ${t.toFixed(2)}`
		rows.push([`${attempt.what} and unknown differ by, in ${pairs} pairs`, said])
		note(`${attempt.what}: ${said}`)
		if (Math.abs(t) >= bounds.t || Math.abs(difference) >= bounds.milliseconds)
			breaches.push(`the time tells ${attempt.what} from unknown: ${said}`)
	}
	return { rows, breaches }
}

function welch(one: readonly number[], other: readonly number[]) {
	const [a, b] = [one, other].map(times => {
		const kept = times.toSorted((x, y) => x - y).slice(0, Math.ceil(times.length / 2))
		const mean = kept.reduce((sum, time) => sum + time, 0) / kept.length
		const variance = kept.reduce((sum, time) => sum + (time - mean) ** 2, 0) / (kept.length - 1)
		return { mean, error: variance / kept.length }
	})
	if (!a || !b) throw new Error('nothing to compare')
	const difference = a.mean - b.mean
	return { difference, t: difference / Math.sqrt(a.error + b.error) }
}
