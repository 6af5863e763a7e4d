import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as wait } from 'node:timers/promises'
import { slackEnvironment } from '../../standins/environment.ts'
import { startMail } from '../../standins/mail.ts'
import { startSlack } from '../../standins/slack/index.ts'
import { signature } from '../../standins/slack/sign.ts'
import { startFlags } from '../../start-flags.ts'
import { setDesk } from '../fuzz/desk.ts'
import { openGun, type Outcome, type Shot } from '../fuzz/shot.ts'
import type { Ask, Said } from './talk.ts'

export type Plan = {
	readonly seconds: number
	readonly signIns: number
	readonly commands: number
	/** Letters asked for, to the mailbox that is bombed. */
	readonly letters: number
	/** People who sign in with the right password: so many from a browser that is known, as many from another. */
	readonly people: number
	/** bcrypt's, where it is not to be what the service takes. */
	readonly passwordCost?: number
}

export type Found = {
	/** How many were sent of each, and answered with what status. */
	readonly signIns: Readonly<Record<number, number>>
	readonly commands: Readonly<Record<number, number>>
	readonly letters: Readonly<Record<number, number>>
	/** Those with the right password, at addresses that are guessed at and at another. */
	readonly known: Readonly<Record<number, number>>
	readonly unknown: Readonly<Record<number, number>>
	/** Milliseconds that commands took to be acknowledged, in order of size. */
	readonly acknowledged: readonly number[]
	/** Seconds within which the service itself says to have answered 99 of 100 commands, as finely as it counts. */
	readonly inside: number
	/** Milliseconds by which the service's loop was late. */
	readonly delay: { readonly p99: number; readonly most: number }
	/** Milliseconds by which this process was late, and seconds that it took to send all. */
	readonly client: { readonly p99: number; readonly seconds: number }
	/** How many letters the mailbox got in 24 hours of being bombed. */
	readonly mails: number
	readonly breaches: readonly string[]
}

/** What one mailbox gets in a day, however many ask and from wherever. */
const mostMails = 3
const mailbox = 'bombed@acme.example'
const team = 'T0WORLD'
const password = 'quattro gatti sul divano'
/** Whose passwords are guessed at, and whose is not. */
const guessed = (each: number) => `guessed${each}@acme.example`
const unguessed = 'unguessed@acme.example'
const ticksASecond = 20
/** Milliseconds between two looks at the clock. */
const resolution = 10
const hour = 60 * 60_000

/** Floods the service, a process of its own, with passwords and with letters to one mailbox, beside commands. */
export async function checkFlood(plan: Plan): Promise<Found> {
	const ends: (() => unknown)[] = []
	try {
		const folder = await mkdtemp(join(tmpdir(), 'sportello-flood-'))
		ends.push(() => rm(folder, { recursive: true, force: true }))
		const slack = await startSlack({ team: { id: team, name: 'Acme', domain: 'acme' } })
		ends.push(slack.stop)
		const mail = await startMail()
		ends.push(() => mail.stop())
		slack.person({ id: 'U0ADA', name: 'ada' })
		const origin = 'http://localhost:3000'
		const environment = {
			PORT: '0',
			PUBLIC_URL: origin,
			DATABASE_URL: `sqlite:${join(folder, 'sportello.db')}`,
			FILES_URL: `file:${join(folder, 'files')}`,
			SECRET_KEY: 'k'.repeat(32),
			SMTP_URL: mail.url,
			MAIL_FROM: 'Support <support@support.example>',
			// Who asks comes from as many networks as there are requests.
			TRUSTED_PROXIES: '127.0.0.1',
			LOG_LEVEL: 'silent',
			...slackEnvironment(slack),
		}
		const chats = { ada: [{ platform: 'slack', space: team, user: 'U0ADA' }], carla: [], diego: [] }
		const desk = await setDesk(environment, { chats, requests: 0 })
		await desk.restore()
		await desk.close()
		const service = await startChild(environment, plan.passwordCost)
		ends.push(() => service.end())
		// Each kind over connections of its own, so that none waits here for another.
		const guns = {
			signIns: openGun(service.address, 400),
			commands: openGun(service.address, 50),
			letters: openGun(service.address, 50),
			known: openGun(service.address, 10),
			unknown: openGun(service.address, 10),
		}
		for (const gun of Object.values(guns)) ends.push(() => gun.close())

		const breaches: string[] = []
		const statuses = { signIns: {}, commands: {}, letters: {}, known: {}, unknown: {} } as Record<
			keyof typeof guns,
			Record<number, number>
		>
		const fire = async (what: keyof typeof guns, shot: Shot) => {
			const outcome = await guns[what].fire(shot).catch((error: unknown) => String(error))
			if (typeof outcome === 'string') return void breaches.push(`${what}: ${outcome}`)
			statuses[what][outcome.status] = (statuses[what][outcome.status] ?? 0) + 1
			// Busy is an answer; anything else of its kind is a failure.
			if (outcome.status >= 500 && outcome.status !== 503)
				breaches.push(`${what}: answered ${outcome.status}`)
			if (what === 'commands' && outcome.status !== 200)
				breaches.push(`a command was answered ${outcome.status}`)
			if (what === 'known' && outcome.status !== 303)
				breaches.push(`a right password from a browser that is known was answered ${outcome.status}`)
		}
		/** Signs somebody up and sets their password by the letter's link; what their browser keeps. */
		const settle = async (email: string, network: number) => {
			const named = { email, firstName: 'Nina', lastName: 'Blu' }
			await guns.letters.fire(form(origin, '/sign-up', network, named))
			await service.ask({ do: 'advance', milliseconds: 0 })
			// Others come, too: that a chat was connected.
			const texts = mail.letters().flatMap(({ to, text }) => (to.includes(email) ? [text] : []))
			const token = /[?&]token=([0-9a-f]+)/.exec(texts.join('\n'))?.[1] ?? ''
			const sets = { token, password, again: password }
			return browserOf(await guns.letters.fire(form(origin, '/password/set', network, sets)))
		}
		let number = 1
		await settle(unguessed, (number += 1))
		/** Somebody else for each time: of one person one browser at a time goes first. */
		const known: { readonly email: string; readonly cookie: string }[] = []
		for (let each = 0; each < plan.people * plan.seconds; each += 1)
			known.push({ email: guessed(each), cookie: await settle(guessed(each), (number += 1)) })
		/** A wrong password, every other time at an account that is there, and a cookie that is nobody's. */
		const wrongly = () => {
			number += 1
			const email = number % 2 ? `nobody${number}@acme.example` : guessed((number / 2) % known.length)
			const cookie = `browser=${randomBytes(120).toString('base64url')}`
			return signIn(origin, number, { email, password: `wrong ${randomBytes(6).toString('hex')}`, cookie })
		}

		// The first of each loads what the others find there.
		await Promise.all([fire('commands', command(slack.signingSecret)), fire('signIns', wrongly())])
		await service.ask({ do: 'measure' })
		const late = monitorEventLoopDelay({ resolution })
		late.enable()
		const acknowledged: number[] = []
		const sent: Promise<unknown>[] = []
		const began = performance.now()
		let next = 0
		for (let tick = 0; tick < plan.seconds * ticksASecond; tick += 1) {
			const due = (aSecond: number) =>
				Math.floor(((tick + 1) * aSecond) / ticksASecond) - Math.floor((tick * aSecond) / ticksASecond)
			for (let each = due(plan.signIns); each > 0; each -= 1) sent.push(fire('signIns', wrongly()))
			for (let each = due(plan.letters); each > 0; each -= 1)
				sent.push(fire('letters', letter(origin, (number += 1))))
			for (let each = due(plan.people); each > 0; each -= 1) {
				const who = known[next] ?? { email: '', cookie: '' }
				next += 1
				sent.push(fire('known', signIn(origin, (number += 1), { ...who, password })))
				sent.push(fire('unknown', signIn(origin, (number += 1), { email: unguessed, password })))
			}
			for (let each = due(plan.commands); each > 0; each -= 1) {
				const at = performance.now()
				sent.push(
					fire('commands', command(slack.signingSecret)).then(() =>
						acknowledged.push(performance.now() - at),
					),
				)
			}
			await wait(Math.max(0, began + ((tick + 1) * 1_000) / ticksASecond - performance.now()))
		}
		const seconds = (performance.now() - began) / 1_000
		late.disable()
		const { delay } = await service.ask({ do: 'tell' })
		await Promise.all(sent)
		const inside = within99(await (await fetch(`${service.address}/metrics`)).text())
		if (!delay) throw new Error('the service does not tell of its loop')

		// The rest of the day, an hour at a time, in which it goes on.
		for (let hours = 1; hours < 24; hours += 1) {
			await service.ask({ do: 'advance', milliseconds: hour })
			for (let each = 0; each < 10; each += 1) await fire('letters', letter(origin, (number += 1)))
		}
		await service.ask({ do: 'advance', milliseconds: 0 })
		const mails = mail.letters().filter(({ to }) => to.some(one => one.toLowerCase() === mailbox)).length
		if (mails > mostMails) breaches.push(`${mails} letters to one mailbox in a day`)
		if (mails === 0) breaches.push('not one letter came to the mailbox')
		acknowledged.sort((a, b) => a - b)
		const client = { p99: Math.max(0, late.percentile(99) / 1e6 - resolution), seconds }
		return { ...statuses, acknowledged, inside, delay, client, mails, breaches: [...new Set(breaches)] }
	} finally {
		for (const end of ends.toReversed()) await end()
	}
}

/** Within which 99 of 100 lie; @param sorted the smallest first */
export function p99(sorted: readonly number[]): number {
	return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.NaN
}

/** What a browser keeps that got in. @throws when it did not */
function browserOf({ status, head }: Outcome): string {
	const kept = /^browser=[^;]+/m.exec(head)?.[0]
	if (!kept) throw new Error(`nobody got in: ${status}`)
	return kept
}

/** Seconds within which 99 of 100 commands were answered, by the service's own histogram. */
function within99(metrics: string): number {
	const buckets = new Map<number, number>()
	for (const [, labels = '', count] of metrics.matchAll(
		/^sportello_request_seconds_bucket\{(.*)\} (\d+)$/gm,
	)) {
		if (!labels.includes('route="POST /slack/events"')) continue
		const upTo = Number(/le="([^"]*)"/.exec(labels)?.[1]?.replace('+Inf', 'Infinity'))
		buckets.set(upTo, (buckets.get(upTo) ?? 0) + Number(count))
	}
	const all = buckets.get(Number.POSITIVE_INFINITY) ?? Number.NaN
	const [within = Number.NaN] = [...buckets].find(([, count]) => count >= 0.99 * all) ?? []
	return within
}

function form(origin: string, path: string, number: number, fields: Readonly<Record<string, string>>): Shot {
	const network = `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`
	return {
		method: 'POST',
		path,
		headers: { origin, 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': network },
		body: new URLSearchParams(fields).toString(),
	}
}

function signIn(
	origin: string,
	number: number,
	who: { readonly email: string; readonly password: string; readonly cookie?: string },
): Shot {
	const { cookie, ...fields } = who
	const shot = form(origin, '/sign-in', number, fields)
	return { ...shot, headers: { ...shot.headers, ...(cookie && { cookie }) } }
}

/** The same mailbox, in all the ways that it can be written and asked for. */
function letter(origin: string, number: number): Shot {
	const email = [mailbox, mailbox.toUpperCase(), ` ${mailbox} `, 'Bombed@ACME.example'][number % 4] ?? mailbox
	return number % 3 === 0
		? form(origin, '/sign-up', number, { email, firstName: 'Bea', lastName: 'Bombed' })
		: form(origin, '/password/forgot', number, { email })
}

function command(secret: string): Shot {
	const body = new URLSearchParams({
		team_id: team,
		channel_id: 'D0ADA',
		channel_name: 'directmessage',
		user_id: 'U0ADA',
		command: '/tickets',
		text: 'mine',
		api_app_id: 'A0SPORTELLO',
		is_enterprise_install: 'false',
		response_url: 'https://hooks.slack.com/commands/1/2/3',
		trigger_id: randomBytes(12).toString('hex'),
	}).toString()
	const headers = signature(secret, Math.floor(Date.now() / 1_000), body)
	return {
		method: 'POST',
		path: '/slack/events',
		headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
		body,
	}
}

async function startChild(environment: Readonly<Record<string, string>>, cost: number | undefined) {
	const child = fork(
		fileURLToPath(new URL('child.ts', import.meta.url)),
		cost === undefined ? [] : [String(cost)],
		{
			env: { PATH: process.env['PATH'], ...environment },
			execArgv: ['--import', 'tsx', ...startFlags()],
			stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
		},
	)
	const closed = once(child, 'close').then(([code]) => {
		throw new Error(`the service ended with ${code}`)
	})
	closed.catch(() => undefined)
	const heard = async () => {
		const [said] = (await Promise.race([once(child, 'message'), closed])) as [Said]
		return said
	}
	const { address } = await heard()
	if (!address) throw new Error('the service does not listen')
	return {
		address,
		async ask(ask: Ask): Promise<Said> {
			const said = heard()
			child.send(ask)
			return said
		},
		async end(): Promise<void> {
			if (child.connected) child.send({ do: 'end' } satisfies Ask)
			await closed.catch(() => undefined)
		},
	}
}
