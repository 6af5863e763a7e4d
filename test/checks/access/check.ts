import { availableParallelism } from 'node:os'
import { openLog } from '../../../adapters/log/open.ts'
import { openStage } from '../../features/matrix/stage.ts'
import type { Report } from '../report.ts'
import { checkInParts } from './parts.ts'
import { checkCanaries, metricsToken } from './canaries.ts'
import { checkMutants } from './mutants.ts'

/**
 * Who may see what: by what is answered to whoever may not, by what leaves the process, and by whether the tests of
 * the rules would notice other rules.
 * @param note told how far it is
 */
export async function checkAccess(
	plan: { readonly ids: number; readonly all: boolean; readonly parts: number },
	note: (text: string) => void = () => undefined,
): Promise<Report> {
	const { ids, all, parts: processes } = plan
	const mutants = await checkMutants()
	note('the rules are held to their tests')
	const foreign = await checkInParts({ ids, onOperation: name => note(`${name}: asked`) }, processes)
	const logged: string[] = []
	const stage = await openStage({
		log: openLog('trace', { write: line => void logged.push(line) }),
		environment: { METRICS_TOKEN: metricsToken },
	})
	try {
		const canaries = await checkCanaries(stage, { all, logged })
		const parts = [foreign, canaries, mutants]
		const problems = [...stage.slack.problems, ...stage.teams.problems, ...stage.world.faults]
		return {
			rows: parts.flatMap(({ rows }) => rows),
			breaches: [
				...parts.flatMap(({ breaches }) => breaches),
				...problems.map(problem => JSON.stringify(problem)),
			],
		}
	} finally {
		await stage.close()
	}
}

export const fullPlan = { ids: 10_000, all: true, parts: availableParallelism() } as const
export const shortPlan = { ids: 12, all: false, parts: 1 } as const
