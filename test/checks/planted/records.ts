import type { Planting } from './planting.ts'

/** In what is kept: requests, their lists, what follows from them. */
export const records: readonly Planting[] = [
	{
		bug: 'an act that arrives twice has its effect twice',
		edits: [
			{
				in: 'adapters/database/dedupe.ts',
				find: 'if (inserted.numInsertedOrUpdatedRows === 0n) {',
				put: "if (inserted.numInsertedOrUpdatedRows === 0n && act.once === '') {",
			},
		],
		tests: ['test/adapters/database/tickets.test.ts'],
		named: 'SQLite',
	},
	{
		bug: 'the answer is given before the commit',
		edits: [
			{
				in: 'adapters/database/store.ts',
				find: 'const result = await store.kysely.transaction().execute(async trx => {',
				put: `const result = await new Promise<R>((resolve, reject) => {
				void store.kysely.transaction().execute(async trx => {`,
			},
			{
				in: 'adapters/database/store.ts',
				find: `committing = { done }
				return done
			})`,
				put: `committing = { done }
				resolve(done)
				await new Promise(setImmediate)
			}).catch(reject) })`,
			},
		],
		tests: ['test/checks/crash.test.ts'],
	},
	{
		bug: 'the database syncs only now and then',
		edits: [
			{
				in: 'adapters/database/dialect/sqlite.ts',
				find: "expectPragma(file, 'synchronous = full', 'synchronous', 2)",
				put: "expectPragma(file, 'synchronous = normal', 'synchronous', 1)",
			},
		],
		tests: ['test/checks/power.test.ts'],
	},
	{
		bug: 'a file has its name before its bytes are on the disk',
		edits: [{ in: 'adapters/files/write.ts', find: '\t\tawait handle.sync()\n', put: '' }],
		tests: ['test/checks/power.test.ts'],
	},
	{
		bug: 'what is told goes by a high-water mark instead of its state',
		edits: [
			{
				in: 'adapters/database/notices/claim.ts',
				find: `.where('d.state', '=', sql.lit<DeliveriesTable['state']>('waiting'))`,
				put: `.where('d.id', '>', sql<number>\`(select coalesce(max(s.id), 0) from deliveries as s where s.account_id = d.account_id and s.state <> \${sql.lit<DeliveriesTable['state']>('waiting')})\`)`,
			},
		],
		tests: ['test/adapters/database/notices.test.ts'],
		named: 'SQLite',
	},
	{
		bug: 'a claim that was lost still counts',
		edits: [
			{
				in: 'adapters/database/notices/held.ts',
				find: `.where('fence', '=', fence)`,
				put: `.where('fence', '>=', fence)`,
			},
		],
		tests: ['test/adapters/database/notices.test.ts'],
		named: 'SQLite',
	},
	{
		bug: 'what cannot be done is tried again and again',
		edits: [
			{
				in: 'src/relay.ts',
				find: 'permanent.some(kind => error instanceof kind) ? undefined',
				put: 'permanent.length === 0 ? undefined',
			},
		],
		tests: ['test/relay.test.ts'],
	},
	{
		bug: 'the counters stay when a status changes',
		edits: [
			{
				in: 'adapters/database/counters.ts',
				find: 'if (from === to) return',
				put: 'if (from === to || from !== undefined) return',
			},
		],
		tests: ['test/adapters/database/lists.test.ts'],
		named: 'SQLite',
	},
	{
		bug: 'a page begins with the last of the page before',
		edits: [
			{
				in: 'adapters/database/tickets/page.ts',
				find: 'const [first, last] = [rows.at(0), rows.at(-1)]',
				put: 'const [first, last] = [rows.at(0), rows.at(-2) ?? rows.at(-1)]',
			},
		],
		tests: ['test/adapters/database/lists.test.ts'],
		named: 'SQLite',
	},
	{
		bug: 'a closed request can be written to',
		edits: [
			{
				in: 'src/rules/status.ts',
				find: "if (status === 'closed') return 'follow-up'\n\tif (side === 'agent') return chosen",
				put: "if (side === 'agent') return chosen",
			},
		],
		tests: ['test/rules/status.test.ts'],
	},
	{
		bug: 'a backup is restored without comparing its files',
		edits: [
			{
				in: 'adapters/cli/backup/restore.ts',
				find: 'if (sum !== undefined && sum !== sha256)',
				put: 'if (sum !== undefined && sum.length !== sha256.length)',
			},
		],
		tests: ['test/adapters/cli/backup.test.ts'],
		named: 'damaged or lost',
	},
]
