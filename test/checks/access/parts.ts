import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { openStage } from '../../features/matrix/stage.ts'
import type { Report } from '../report.ts'
import { checkForeign, type Plan } from './foreign.ts'

const child = fileURLToPath(new URL('part.ts', import.meta.url))

/** What a process says of its part. */
export type Said = { readonly asked: string } | { readonly report: Report }

/** {@link checkForeign} on a stage of its own, with what that finds wrong. */
export async function checkPart(plan: Plan): Promise<Report> {
	const stage = await openStage()
	try {
		const { rows, breaches } = await checkForeign(stage, plan)
		const problems = [...stage.slack.problems, ...stage.teams.problems, ...stage.world.faults]
		return { rows, breaches: [...breaches, ...problems.map(problem => JSON.stringify(problem))] }
	} finally {
		await stage.close()
	}
}

/** The same with the operations dealt out to so many processes at once, each with a service of its own. */
export async function checkInParts(plan: Omit<Plan, 'part'>, processes: number): Promise<Report> {
	if (processes === 1) return checkPart(plan)
	const parts = await Promise.all(Array.from({ length: processes }, (_, at) => run(at)))
	const sums = new Map<string, number>()
	for (const [what, value] of parts.flatMap(({ rows }) => rows))
		sums.set(what, (sums.get(what) ?? 0) + Number(value))
	return { rows: [...sums], breaches: parts.flatMap(({ breaches }) => breaches) }

	async function run(at: number): Promise<Report> {
		const process = fork(child, [String(plan.ids), String(at), String(processes)])
		let report: Report | undefined
		process.on('message', (said: Said) => {
			if ('asked' in said) plan.onOperation?.(said.asked)
			else ({ report } = said)
		})
		const [code] = await once(process, 'close')
		if (!report) throw new Error(`a part ended with ${code}, and has said nothing`)
		return report
	}
}
