import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { compose } from '../../adapters/main.ts'
import { readSettings } from '../../adapters/settings.ts'
import { startPostgres } from '../adapters/database/postgres-server.ts'
import { type Measured, medianOf } from './measured.ts'
import { type Counter, openCounter, type Round } from './outbox/counter.ts'

/** Milliseconds that the chat takes for one notice. */
const latency = 100
/** What the relay allows one chat: `src/notices/relay.ts`. */
const atOnce = 128
const ideal = (atOnce * 1_000) / latency
/** Four seconds' worth: how a round begins and ends weighs little in what it comes to in the long run. */
const people = 5_120
const rounds = 5
const disconnected = 200

const wait = () => new Promise<void>(resolve => setTimeout(resolve, latency))

/**
 * Support answers on a request of each of many people, all of whom are connected to a chat that takes 100 ms for
 * a notice: how many are told in a second, and how many could be at best? And how soon after the commit does a chat
 * hear of what waits for nothing?
 */
export async function outbox(): Promise<readonly Measured[]> {
	const folder = await mkdtemp(join(tmpdir(), 'sportello-bench-'))
	const postgres = await startPostgres({ durable: true }).catch((error: unknown) => {
		process.stderr.write(`outbox: PostgreSQL is left out: ${String(error)}\n`)
		return undefined
	})
	const counters = new Map<string, Counter>()
	try {
		counters.set('SQLite', await counter(folder, `sqlite:${join(folder, 'sportello.db')}`))
		if (postgres) {
			counters.set('PostgreSQL', await counter(folder, await postgres.newDatabase('template0')))
		}
		const bare: number[] = []
		const told = new Map<string, Round[]>()
		const first = new Map<string, readonly Measured[]>()
		for (const [name, one] of counters) first.set(name, await announced(name, one))
		for (let round = 0; round < rounds; round += 1) {
			for (const [name, one] of counters) told.set(name, [...(told.get(name) ?? []), await one.round()])
			bare.push(await withoutOutbox())
		}
		for (const [name, one] of counters)
			first.set(name, [...(first.get(name) ?? []), ...(await idle(name, one))])
		return [
			{ what: `the ideal: ${atOnce} at once, ${latency} ms each`, value: ideal, unit: 'a second' },
			medianOf('the same calls without an outbox', bare, 'a second'),
			...[...told].flatMap(([name, all]) => [...figures(name, all), ...(first.get(name) ?? [])]),
		]
	} finally {
		for (const one of counters.values()) await one.close()
		await postgres?.stop()
		await rm(folder, { recursive: true, force: true })
	}
}

async function announced(name: string, one: Counter): Promise<readonly Measured[]> {
	const { announced, cpu } = await one.announce()
	await one.round()
	return [
		{ what: `${name}: announced`, value: announced, unit: 'a second' },
		{ what: `${name}: CPU, to announce one`, value: cpu, unit: 'ms' },
	]
}

async function idle(name: string, one: Counter): Promise<readonly Measured[]> {
	const taken = await one.idle(disconnected)
	const at = (part: number) => taken[Math.floor(taken.length * part)] ?? Number.NaN
	return [
		{ what: `${name}: from a commit to the chat's call, idle, p50`, value: at(0.5), unit: 'ms', most: 5 },
		{ what: `${name}: p99`, value: at(0.99), unit: 'ms', most: 25 },
	]
}

async function counter(folder: string, databaseUrl: string): Promise<Counter> {
	const settings = readSettings({
		DATABASE_URL: databaseUrl,
		FILES_URL: `file:${folder}/files`,
		SECRET_KEY: 'k'.repeat(32),
		LOG_LEVEL: 'error',
	})
	const mail = { ...settings.mail, folder: `${folder}/mail` }
	return openCounter(await compose({ ...settings, mail }), people, wait)
}

async function withoutOutbox(): Promise<number> {
	const start = performance.now()
	let left = people
	const work = async () => {
		while (left > 0) {
			left -= 1
			await wait()
		}
	}
	await Promise.all(Array.from({ length: atOnce }, work))
	return (people * 1_000) / (performance.now() - start)
}

function figures(name: string, all: readonly Round[]): readonly Measured[] {
	const median = (what: string, of: (round: Round) => number, unit: string) =>
		medianOf(`${name}: ${what}`, all.map(of), unit)
	return [
		median('told', ({ told }) => told, 'a second'),
		{ ...median('told, of the ideal', ({ told }) => (told * 100) / ideal, '%'), least: 95 },
		median('at once in the chat, at most', ({ most }) => most, 'notices'),
		median('claimed, to tell them all', ({ claims }) => claims, 'notices'),
		median('CPU, to tell one', ({ cpu }) => cpu, 'ms'),
	]
}
