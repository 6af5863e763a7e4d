import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Report } from '../report.ts'
import { cast, checkBytes, checkTimes } from './enumeration.ts'
import { openHouse } from './house.ts'
import { checkLinking } from './linking.ts'
import { checkMisuse } from './misuse.ts'
import { checkSecrets } from './secrets.ts'
import { checkSpraying } from './spraying.ts'

export type Plan = {
	/** Of attempts whose times are compared, for each class; none are timed without. */
	readonly pairs: number
	readonly atOnce: number
	readonly rounds: number
	/** Each is handed five secrets. */
	readonly people: number
}

export const fullPlan: Plan = { pairs: 2_000, atOnce: 100, rounds: 50, people: 2_000 }
export const shortPlan: Plan = { pairs: 200, atOnce: 100, rounds: 1, people: 20 }

/**
 * How accounts stand up to those who want another's.
 * @param postgresUrl of an empty or new PostgreSQL database, of which the server is there for nothing else; SQLite is
 * checked in any case
 */
export async function checkAccounts(
	plan: Plan,
	postgresUrl: string | undefined,
	note: (text: string) => void = () => undefined,
): Promise<Report> {
	const parts: Report[] = []
	const folder = await mkdtemp(join(tmpdir(), 'sportello-accounts-'))
	try {
		const house = await openHouse({ folder })
		try {
			await cast(house)
			parts.push(await checkBytes(house))
			if (plan.pairs > 0) parts.push(await checkTimes(house, plan.pairs, note))
			parts.push(await checkSpraying(house))
			note('sprayed')
			parts.push(await checkLinking(house))
			note('linking is attacked')
			parts.push(await checkMisuse(house, { ...plan, on: 'SQLite' }, note))
			parts.push(await checkSecrets(house, { ...plan, folder, on: 'SQLite' }, note))
			parts.push({ rows: [], breaches: house.world.faults })
		} finally {
			await house.close()
		}
		if (postgresUrl !== undefined) parts.push(...(await checkOnPostgres(postgresUrl, folder)))
	} finally {
		await rm(folder, { recursive: true, force: true })
	}
	return { rows: parts.flatMap(({ rows }) => rows), breaches: parts.flatMap(({ breaches }) => breaches) }

	async function checkOnPostgres(databaseUrl: string, files: string): Promise<readonly Report[]> {
		const house = await openHouse({ folder: files, databaseUrl })
		try {
			const server = new URL(databaseUrl).searchParams.get('host') ?? ''
			return [
				await checkMisuse(house, { ...plan, on: 'PostgreSQL' }, note),
				await checkSecrets(house, { ...plan, folder: server, on: 'PostgreSQL' }, note),
				{ rows: [], breaches: house.world.faults },
			]
		} finally {
			await house.close()
		}
	}
}
