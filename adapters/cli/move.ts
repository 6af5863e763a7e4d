import { existsSync, realpathSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { moveDatabase, NotEmpty, type OpenStore, openStore, secretKeyFile } from '../main.ts'
import { readSettings, type Settings } from '../settings.ts'
import { indexing, leaf, type Options } from './command.ts'
import { Ended } from './exit.ts'
import { progressOf } from './progress.ts'
import { inColumns, type Shell, show } from './shell.ts'

/** `sportello move FROM TO` */
export function moveCommand(program: Command, shell: Shell): void {
	leaf(program, 'move <from> <to>', 'carry all over to another database: sqlite:… to postgres://…').action(
		(from: string, to: string, options: Options) => move(shell, from, to, options),
	)
}

async function move(shell: Shell, from: string, to: string, options: Options): Promise<void> {
	if (from === to) throw new Ended('Both are the same database.')
	const source = readSettings({ ...shell.environment, DATABASE_URL: from })
	if (source.sqliteFile !== undefined && !existsSync(source.sqliteFile)) {
		throw new Ended(`There is no ${source.sqliteFile}.`)
	}
	// Without the same key nobody could sign in there.
	const file = secretKeyFile(source)
	const keyFile = source.secretKey === undefined && file !== undefined && existsSync(file) ? file : undefined
	const key = source.secretKey ?? (keyFile && (await readFile(keyFile, 'utf8')).trim())
	const target = readSettings({ ...shell.environment, DATABASE_URL: to, ...(key && { SECRET_KEY: key }) })
	if (fileOf(source) !== undefined && fileOf(source) === fileOf(target)) {
		throw new Ended('Both are the same database.')
	}
	const here = await openHeld(source)
	try {
		const there = await openHeld(target)
		try {
			await here.database.migrate(progressOf(shell, indexing))
			const moved = await moveDatabase(here.database, there.database, progressOf(shell, 'rows and requests'))
			const rows = moved.filter(each => each.there > 0 || each.arrived > 0)
			const table = inColumns([
				['table', 'here', 'arrived'],
				...rows.map(each => [each.table, String(each.there), String(each.arrived)]),
			])
			const wrong = moved.filter(each => each.there !== each.arrived).map(each => each.table)
			const { erasuresFile } = source
			const next = [
				'Now set DATABASE_URL to the new one and start.',
				...(keyFile ? [`SECRET_KEY there has to be what ${keyFile} holds.`] : []),
				...(erasuresFile !== target.erasuresFile && existsSync(erasuresFile)
					? [`ERASURES_FILE there has to be ${erasuresFile}: what was erased is written down in it.`]
					: []),
			]
			show(shell, options, moved, [table, ...(wrong.length > 0 ? [] : next)].join('\n'))
			if (wrong.length > 0) throw new Ended(`Not all has arrived in ${wrong.join(', ')}.`)
		} finally {
			await there.close()
		}
	} catch (error) {
		if (error instanceof NotEmpty) {
			throw new Ended(
				'The database to move to is in use: it holds accounts or organizations already. Make an empty one, and name that.',
			)
		}
		throw error
	} finally {
		await here.close()
	}
}

/** A store that no service uses meanwhile. */
async function openHeld(settings: Settings): Promise<OpenStore> {
	const store = await openStore(settings)
	try {
		const release = store.database.lock()
		return {
			...store,
			close: async () => {
				release()
				await store.close()
			},
		}
	} catch (error) {
		await store.close()
		throw error
	}
}

/** The file of SQLite by the one name that it has, whichever way leads there. */
function fileOf({ sqliteFile }: Settings): string | undefined {
	if (sqliteFile === undefined) return undefined
	return existsSync(sqliteFile) ? realpathSync(sqliteFile) : resolve(sqliteFile)
}
