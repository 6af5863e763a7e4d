import { parseArgs } from 'node:util'

/** What a check found: rows of a table, and what must not be. */
export type Report = {
	readonly rows: readonly Row[]
	/** A sentence each; the check has failed when there are any. */
	readonly breaches: readonly string[]
}

export type Row = readonly [what: string, value: string | number]

export type Options<Flag extends string = never> = {
	/** The long run, instead of the short one. */
	readonly full: boolean
	readonly json: boolean
	/** `--seed N`, or drawn: the same one draws the same again. */
	readonly seed: number
	/** The check's own flags, and whether each was given. */
	readonly given: Readonly<Record<Flag, boolean>>
	/** Says on stderr how far it is; nothing under `--json`. */
	readonly note: (text: string) => void
}

/**
 * Reads the command line of a check: `--full`, `--json`, `--seed N` and its own flags.
 * @throws for what none of them is
 */
export function readOptions<Flag extends string = never>(...flags: readonly Flag[]): Options<Flag> {
	const flag = { type: 'boolean', default: false } as const
	const { values } = parseArgs({
		options: {
			...Object.fromEntries(flags.map(name => [name, flag])),
			full: flag,
			json: flag,
			seed: { type: 'string' },
		},
	})
	const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed)
	if (!Number.isSafeInteger(seed)) throw new Error(`--seed takes a whole number, not ${values.seed}`)
	const given = Object.fromEntries(
		flags.map(name => [name, Object.entries(values).some(([key, value]) => key === name && value === true)]),
	) as Record<Flag, boolean>
	return {
		full: values.full,
		json: values.json,
		seed,
		given,
		note: text => void (values.json || process.stderr.write(`${text}\n`)),
	}
}

/**
 * Prints the table and the breaches, and has the process exit with 1 when there are any.
 * @param details what `--json` prints on its one line; the table as an object, the seed and the breaches when
 * absent
 */
export function print(
	{ rows, breaches }: Report,
	{ json, seed, note }: Pick<Options, 'json' | 'seed' | 'note'>,
	details: unknown = { seed, ...Object.fromEntries(rows), breaches },
): void {
	const width = Math.max(58, ...rows.map(([what]) => what.length))
	if (json) process.stdout.write(`${JSON.stringify(details)}\n`)
	else for (const [what, value] of rows) process.stdout.write(`${what.padEnd(width)} ${value}\n`)
	for (const breach of breaches) note(`✗ ${breach}`)
	if (breaches.length > 0) process.exitCode = 1
}
