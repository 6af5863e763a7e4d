import { setTimeout as wait } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Tables } from '../../../adapters/database/tables/index.ts'
import { type Fault, type Running, startService } from '../service.ts'
import type { Balancer } from './balancer.ts'

/** One process of the service, from its start to its end. */
export type Life = {
	/** Counted from 1, over all. */
	readonly number: number
	readonly service: Running
	/** What the others know it by. */
	readonly instance: string
}

export type Fleet = {
	/** In the place of each, whoever is there now. */
	readonly lives: readonly Life[]
	/** Ends one by SIGTERM and starts the next in its place. @returns milliseconds that the end took, and its exit code */
	roll(place: number): Promise<{ readonly milliseconds: number; readonly code: number | null }>
	/** Ends one by SIGKILL, and leaves its place empty. */
	kill(place: number): Promise<void>
	/** Starts the next in an empty place. */
	replace(place: number): Promise<void>
	/** What any of them has logged as an error. */
	faults(): readonly Fault[]
	/** @throws where one does not end by itself */
	stop(): Promise<void>
}

const places = 3

/** Starts three instances on one database, behind a balancer. @param environment of the life of that number */
export async function startFleet(
	kysely: Kysely<Tables>,
	balancer: Balancer,
	start: (life: number) => { environment: Readonly<Record<string, string>>; folder: string; program: string },
): Promise<Fleet> {
	const lives: Life[] = []
	const services: Running[] = []
	let count = 0
	const known = new Set<string>()
	const nameOf = (place: number) => String(lives[place]?.number)

	async function begin(place: number): Promise<void> {
		const number = (count += 1)
		const { environment, folder, program } = start(number)
		const service = await startService(environment, folder, program)
		services.push(service)
		await balancer.add(String(number), service.address)
		lives[place] = { number, service, instance: await newest() }
	}

	/** Of a process that has just started, and says so at once. */
	async function newest(): Promise<string> {
		for (;;) {
			const rows = await kysely.selectFrom('instances').select('id').execute()
			const found = rows.find(({ id }) => !known.has(id))
			if (found) {
				known.add(found.id)
				return found.id
			}
			await wait(50)
		}
	}

	for (let place = 0; place < places; place += 1) await begin(place)
	return {
		lives,
		async roll(place) {
			const name = nameOf(place)
			const began = performance.now()
			const code = (await lives[place]?.service.stop()) ?? null
			const milliseconds = performance.now() - began
			balancer.remove(name)
			await begin(place)
			return { milliseconds, code }
		},
		async kill(place) {
			await lives[place]?.service.kill()
		},
		async replace(place) {
			balancer.remove(nameOf(place))
			await begin(place)
		},
		faults: () => services.flatMap(({ faults }) => faults),
		async stop() {
			await Promise.all(lives.map(({ service }) => service.stop()))
		},
	}
}
