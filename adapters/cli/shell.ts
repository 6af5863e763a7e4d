/** Where a command runs: what it writes to and what it is told. */
export type Shell = {
	readonly environment: Readonly<Record<string, string | undefined>>
	/** Results, to be read by people or piped on. */
	out(text: string): void
	/** Progress and errors. */
	err(text: string): void
	/** How wide the terminal is that `err` leads to; absent when it leads elsewhere. */
	readonly columns?: number
	/** Resolves when the process is asked to end. */
	stopped(): Promise<string>
}

/** A result, as lines for people or, with `--json`, as one JSON document. */
export function show(shell: Shell, options: { readonly json?: boolean }, data: unknown, lines: string): void {
	shell.out(options.json ? `${JSON.stringify(data, undefined, '\t')}\n` : `${lines}\n`)
}

/** Rows in columns as wide as they need; the last is not padded. */
export function inColumns(rows: readonly (readonly string[])[]): string {
	const widths = (rows[0] ?? []).map((_, column) =>
		Math.max(...rows.map(row => [...(row[column] ?? '')].length)),
	)
	return rows
		.map(row =>
			row
				.map((cell, column) =>
					column === row.length - 1 ? cell : cell + ' '.repeat((widths[column] ?? 0) - [...cell].length),
				)
				.join('  ')
				.trimEnd(),
		)
		.join('\n')
}

/** People's text for a terminal: without the control characters that could move the cursor or set its title. */
export function plain(text: string): string {
	return text
		.toWellFormed()
		.replaceAll(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, sign => (sign === '\n' ? sign : ' '))
}
