import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { eraseAgain } from '../../src/erase.ts'
import { erasedIn, type Erasure, type OpenStore, readErasures, recordErasures } from '../main.ts'
import type { Settings } from '../settings.ts'
import { leaf, type Options, withStore } from './command.ts'
import { Ended, exitCodes } from './exit.ts'
import { type Shell, show } from './shell.ts'

/** `sportello erasures` */
export function erasureCommands(program: Command, shell: Shell): void {
	const erasures = program
		.command('erasures')
		.description('what people have had erased, after a database came back by other ways than “restore”')
	leaf(erasures, 'apply [files...]', 'erase again; without files, what ERASURES_FILE names')
		.addOption(
			new Option(
				'--since <time>',
				'when the copy was made, such as 2026-11-30T03:00:00Z',
			).makeOptionMandatory(),
		)
		.action((files: string[], { since, ...options }: Options & { readonly since: string }) =>
			withStore(shell, async (store, settings) => {
				const at = Date.parse(since)
				if (Number.isNaN(at)) throw new Ended(`“${since}” is not a time.`, exitCodes.usage)
				const named = files.length > 0 ? files : [settings.erasuresFile]
				const found = await erasuresIn(named.map(file => resolve(file)))
				const erased = await applySince(store, settings, found, at)
				show(shell, options, { erased }, `${chatsOf(erased)} erased again.`)
			}),
		)
}

/** What stands in files. @throws Ended where one is not there */
export async function erasuresIn(files: readonly string[]): Promise<readonly Erasure[]> {
	const all: Erasure[] = []
	for (const file of files) {
		const read = await readErasures(file)
		if (!read) throw new Ended(`There is no ${file}.`)
		all.push(...read)
	}
	return all
}

/**
 * Does again what came after a copy was made, and writes it down here, for the next time.
 * @param at milliseconds since 1970
 * @returns how many chats were erased
 */
export async function applySince(
	{ database, files, secrets }: OpenStore,
	{ erasuresFile }: Pick<Settings, 'erasuresFile'>,
	erasures: readonly Erasure[],
	at: number,
): Promise<number> {
	const later = erasures.filter(erasure => erasure.at >= at)
	const known = new Set((await readErasures(erasuresFile))?.map(({ seal, at }) => `${at} ${seal}`))
	await recordErasures(
		erasuresFile,
		later.filter(({ seal, at }) => !known.has(`${at} ${seal}`)),
	)
	const { links, tickets } = database
	return eraseAgain({ links, tickets, files }, database.identities(), erasedIn(later, secrets))
}

export function chatsOf(count: number): string {
	return count === 1 ? '1 chat' : `${count} chats`
}
