import type { Command } from 'commander'
import { openStore } from '../main.ts'
import { readSettings } from '../settings.ts'
import { indexing, leaf, type Options } from './command.ts'
import { progressOf } from './progress.ts'
import { type Shell, show } from './shell.ts'

/** `sportello migrate` */
export function migrateCommand(program: Command, shell: Shell): void {
	leaf(program, 'migrate', 'bring the database up to date; the start does it too').action(
		async (options: Options) => {
			const store = await openStore(readSettings(shell.environment))
			try {
				const steps = await store.database.migrate(progressOf(shell, indexing))
				show(shell, options, { steps }, steps.length > 0 ? steps.join('\n') : 'Nothing to do.')
			} finally {
				await store.close()
			}
		},
	)
}
