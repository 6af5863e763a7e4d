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
	// At browsers with which somebody else got in, or nobody.
	const other = await house.post('/sign-in', { email: emails.locked, password })
	const browser = /browser=[^;]+/.exec(other.cookie)?.[0]
	if (!browser) breaches.push('nobody is known by a browser')
	for (const attempt of attempts.filter(({ what }) => what !== 'locked'))
		for (const cookie of [browser, `${browser}x`, 'browser=x']) {
			compared += 1
			if ((await tryIt(house, attempt, cookie)) !== expected)
				breaches.push(`signing in at another’s browser tells ${attempt.what} from unknown`)
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
	const timed = async (attempt: Attempt) => {
		const { email, password } = attempt
		const address = from(house, attempt)
		const began = performance.now()
		await house.post('/sign-in', { email, password }, address)
		return performance.now() - began
	}
	for (let warm = 0; warm < 50; warm += 1) await timed(unknown)
	for (const attempt of attempts.filter(({ what }) => what !== 'unknown')) {
		const twin = twinOf(attempt)
		const own: number[] = []
		const others: number[] = []
		for (let pair = 0; pair < pairs; pair += 1) {
			if (pair % 40 === 0) {
				house.world.clock.advance(2 * signInBudget.window)
				await lock(house)
			}
			// Which goes first takes turns as well.
			if (pair % 2 === 0) own.push(await timed(attempt))
			others.push(await timed(twin))
			if (pair % 2 === 1) own.push(await timed(attempt))
		}
		const { t, difference } = welch(own, others)
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
