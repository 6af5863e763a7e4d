import { copySource } from './copy.ts'
import type { Planting } from './planting.ts'

/** What became of one bug. */
export type Found = {
	readonly bug: string
	/** The first test that noticed it; absent where none did. */
	readonly by?: string
	readonly seconds: number
	/** What must not be. */
	readonly breach?: string
}

/**
 * Plants one bug after the other and expects the tests that are named for it to fail, each of them after they have
 * passed without it.
 * @param onFound told of each as it is known
 */
export async function checkPlanted(
	plantings: readonly Planting[],
	onFound: (found: Found) => void = () => undefined,
): Promise<readonly Found[]> {
	const copy = await copySource()
	try {
		await copy.plant(plantings)
		const unusable = await copy.compile()
		if (unusable) throw new Error(`what is planted does not compile:\n${unusable}`)
		await copy.restore()
		const found: Found[] = []
		const sound = new Map<string, boolean>()
		for (const { bug, edits, tests, named } of plantings) {
			const began = performance.now()
			const result = await judged()
			const one = { bug, seconds: Math.round((performance.now() - began) / 1_000), ...result }
			found.push(one)
			onFound(one)

			async function judged(): Promise<Pick<Found, 'by' | 'breach'>> {
				const which = JSON.stringify([tests, named])
				if (!sound.has(which)) sound.set(which, (await copy.test(tests, named)).result === 'passed')
				if (!sound.get(which)) return { breach: 'its tests do not pass without it' }
				await copy.plant([{ bug, edits, tests }])
				const { result, said } = await copy.test(tests, named)
				await copy.restore()
				if (result === 'not run')
					return { breach: `its tests cannot be run with it: ${said[0]?.slice(0, 300)}` }
				const [by] = said
				return by === undefined ? { breach: 'no test has noticed it' } : { by }
			}
		}
		return found
	} finally {
		await copy.remove()
	}
}

/** That each bug can be planted and all of them compile. @throws where not */
export async function checkPlantable(plantings: readonly Planting[]): Promise<void> {
	const copy = await copySource()
	try {
		await copy.plant(plantings)
		const unusable = await copy.compile()
		if (unusable) throw new Error(`what is planted does not compile:\n${unusable}`)
	} finally {
		await copy.remove()
	}
}
