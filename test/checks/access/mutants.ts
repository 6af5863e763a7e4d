import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, transform } from 'esbuild'
import { answered, assertFacts, assertFilter, columns, type Rules, rows } from '../../rules/access-table.ts'
import type { Report } from '../report.ts'
import { type Mutant, mutantsOf } from './mutate.ts'

const file = fileURLToPath(new URL('../../../src/rules/access.ts', import.meta.url))

/** Changes the rules in every way that there is to, one at a time, and holds each to the tests of the rules. */
export async function checkMutants(): Promise<Report> {
	const { code } = await transform(await readFile(file, 'utf8'), { loader: 'ts', format: 'esm' })
	const breaches: string[] = []
	const fault = faultOf(await load(code))
	if (fault !== undefined) breaches.push(`the rules as they are fail their own tests: ${fault}`)
	const mutants = mutantsOf(code)
	let killed = 0
	for (const mutant of mutants) {
		if (await survives(mutant)) breaches.push(`nothing kills: ${mutant.what}`)
		else killed += 1
	}
	return {
		rows: [
			['mutants of the rules', mutants.length],
			['… killed', killed],
		],
		breaches,
	}
}

async function survives({ source }: Mutant): Promise<boolean> {
	// What does not even load is dead.
	const rules = await load(source).catch(() => undefined)
	return rules !== undefined && faultOf(rules) === undefined
}

async function load(contents: string): Promise<Rules> {
	const { outputFiles } = await build({
		stdin: { contents, loader: 'js', resolveDir: dirname(file) },
		bundle: true,
		write: false,
		format: 'esm',
		logLevel: 'silent',
	})
	const encoded = Buffer.from(outputFiles[0]?.contents ?? '').toString('base64')
	return (await import(`data:text/javascript;base64,${encoded}`)) as Rules
}

/** What the tests of the rules find. */
function faultOf(rules: Rules): string | undefined {
	try {
		if (columns.join(' ') !== rules.operations.join(' ')) return 'the operations are others'
		for (const { name, answers } of rows) {
			if (answered(rules, name).join(' ') !== answers.join(' ')) return name
		}
		assertFacts(rules)
		assertFilter(rules, 1_000, 1)
		return undefined
	} catch (error) {
		return String(error)
	}
}
