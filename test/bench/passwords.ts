import { Agent } from 'node:http'
import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { slackEnvironment } from '../standins/environment.ts'
import { startSlack } from '../standins/slack/index.ts'
import { build } from './build.ts'
import { generated } from './generated.ts'
import { someoneLinked } from './linked.ts'
import { type Measured, medianOf } from './measured.ts'
import { type Asked, askOver, ratioOf, slowestOf } from './served/measure.ts'
import { serveOurs } from './served/ours.ts'
import { typed } from './slash/typed.ts'

const rounds = 5
const atOnce = 20
const aSecond = 50
/** Milliseconds for which is asked in peace. */
const peace = 4_000
const user = 'U0ADA'
const publicUrl = 'https://sportello.example'

/**
 * Twenty people sign in at the same moment, with hashes as they are in use, while others type commands: by how much
 * these come later than in peace, round by round, and how long the event loop waits.
 */
export async function passwords(): Promise<readonly Measured[]> {
	build()
	const slack = await startSlack({ team: { id: 'T0ACME', name: 'Acme', domain: 'acme' } })
	slack.person({ id: user, name: 'ada', realName: 'Ada Rossi' })
	const environment = await generated(1_000)
	await someoneLinked(environment, { platform: 'slack', space: slack.team.id, user })
	const ours = await serveOurs({
		...environment,
		...slackEnvironment(slack),
		PUBLIC_URL: publicUrl,
		TRUSTED_PROXIES: '127.0.0.1',
	})
	const agent = new Agent({ keepAlive: true })
	const command = async () => {
		const began = performance.now()
		const { status } = await askOver(agent, ours.port, typed(slack.signingSecret, slack.team.id))
		if (status !== 200) throw new Error(`a command was answered ${status}`)
		return performance.now() - began
	}
	/** Types on, however long each answer takes, until something is over. */
	const typing = async (over: Promise<unknown>) => {
		const until = { over: false }
		const ended = over.finally(() => (until.over = true))
		const times: Promise<number>[] = []
		for (let next = performance.now(); !until.over; next += 1_000 / aSecond) {
			await wait(Math.max(0, next - performance.now()))
			times.push(command())
		}
		await ended
		return slowestOf(await Promise.all(times))
	}
	/** From as many networks: one alone does not get all the room. */
	const signIns = async (round: number) => {
		const began = performance.now()
		const all = Array.from({ length: atOnce }, (_, at) =>
			askOver(
				agent,
				ours.port,
				signIn(`someone-${round}-${at}@sportello.example`, `${20 + round}.${at}.0.1`),
			),
		)
		const answers = await Promise.all(all)
		const other = answers.find(({ status }) => status !== 422)
		if (other) throw new Error(`a sign-in was answered ${other.status}`)
		return performance.now() - began
	}
	const of = { took: [] as number[], quiet: [] as number[], beside: [] as number[] }
	const late = { slowest: [] as number[], longest: [] as number[] }
	try {
		await typing(wait(peace))
		for (let round = 0; round < rounds; round += 1) {
			of.quiet.push(await typing(wait(peace)))
			await ours.late()
			const signing = signIns(round)
			of.beside.push(await typing(signing))
			of.took.push(await signing)
			const { slowest = Number.NaN, longest = Number.NaN } = (await ours.late()) ?? {}
			late.slowest.push(slowest)
			late.longest.push(longest)
		}
	} finally {
		agent.destroy()
		await ours.stop()
		await slack.stop()
	}
	return [
		medianOf(`${atOnce} sign-ins at once, all answered after`, of.took, 'ms'),
		medianOf(`${aSecond} commands a second, 99 of 100 within`, of.quiet, 'ms'),
		medianOf('the same beside the sign-ins', of.beside, 'ms'),
		ratioOf('of those in peace', of.beside, of.quiet, 3),
		{ ...medianOf('the event loop is late meanwhile, 99 of 100 within', late.slowest, 'ms'), most: 50 },
		medianOf('at most', late.longest, 'ms'),
	]
}

function signIn(email: string, from: string): Asked {
	const body = new URLSearchParams({ email, password: 'not the password' }).toString()
	return {
		path: '/sign-in',
		body,
		headers: {
			origin: publicUrl,
			'x-forwarded-for': from,
			'content-type': 'application/x-www-form-urlencoded',
			'content-length': String(Buffer.byteLength(body)),
		},
	}
}
