import { print, type Row, readOptions } from '../report.ts'
import { checkFlood, p99 } from './check.ts'
import { fullPlan, shortPlan } from './plans.ts'

/** Milliseconds. */
const bars = { acknowledged: 1_000, delay: 100 } as const

const options = readOptions()
const plan = options.full ? fullPlan : shortPlan
options.note(
	`${plan.signIns} sign-ins, ${plan.letters} letters and ${plan.commands} commands a second, for ${plan.seconds} s`,
)
const found = await checkFlood(plan)
const { acknowledged, delay, mails } = found
const slow = p99(acknowledged)
const breaches = [
	...found.breaches,
	...(slow < bars.acknowledged ? [] : [`99 of 100 commands took up to ${Math.round(slow)} ms`]),
	...(delay.p99 < bars.delay ? [] : [`the loop was up to ${Math.round(delay.p99)} ms late`]),
]
const answers = (statuses: Readonly<Record<number, number>>) =>
	Object.entries(statuses)
		.map(([status, count]) => `${status}: ${count}`)
		.join(', ')
const rows: readonly Row[] = [
	['sign-ins, answered with', answers(found.signIns)],
	['right passwords where they are known, answered with', answers(found.known)],
	['right passwords from elsewhere, answered with', answers(found.unknown)],
	['letters asked for, answered with', answers(found.letters)],
	['commands, answered with', answers(found.commands)],
	[
		'a command is acknowledged, median (ms)',
		Math.round(acknowledged[Math.floor(acknowledged.length / 2)] ?? 0),
	],
	[`… 99 of 100 within (ms; bar ${bars.acknowledged})`, Math.round(slow)],
	['… by the service’s own count, within (s)', found.inside],
	[`the loop is late, 99 of 100 within (ms; bar ${bars.delay})`, Math.round(delay.p99)],
	['… at most (ms)', Math.round(delay.most)],
	['who sends all that is late, 99 of 100 within (ms)', Math.round(found.client.p99)],
	[`… and sends it in (s; meant ${plan.seconds})`, Math.round(found.client.seconds * 10) / 10],
	['letters to the mailbox in a day (at most 3)', mails],
	['breaches', breaches.length],
]
print({ rows, breaches }, options)
