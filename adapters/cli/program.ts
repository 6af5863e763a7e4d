import { Command, CommanderError } from 'commander'
import { Unavailable } from '../../src/ports/outside.ts'
import { DatabaseInUse, DatabaseTooNew } from '../main.ts'
import { SettingsUnusable } from '../settings.ts'
import { accountCommands } from './account.ts'
import { backupCommand } from './backup/backup.ts'
import { restoreCommand } from './backup/restore.ts'
import { deliveryCommands } from './deliveries.ts'
import { doctorCommand } from './doctor.ts'
import { erasureCommands } from './erasures.ts'
import { Ended, type ExitCode, exitCodes } from './exit.ts'
import { historyCommands } from './history.ts'
import { manifestCommands } from './manifest.ts'
import { migrateCommand } from './migrate.ts'
import { moveCommand } from './move.ts'
import { organizationCommands } from './organization.ts'
import { seedCommand } from './seed.ts'
import type { Shell } from './shell.ts'
import { startCommand } from './start.ts'
import { ticketCommands } from './ticket.ts'
import { tokenCommands } from './token.ts'
import { webhookCommands } from './webhook.ts'

const epilogue = `
Settings come from the environment and from a .env in the working folder.
Exit codes: 0 done; 1 refused or not there; 2 wrong usage or settings that cannot be used;
3 the database is held by another service, too new, or does not answer; 4 a fault of ours.`

/**
 * Runs one command line.
 * @param words what was typed after the program's name
 * @returns the exit code
 */
export async function run(words: readonly string[], shell: Shell): Promise<ExitCode> {
	try {
		await program(shell).parseAsync([...words], { from: 'user' })
		return exitCodes.done
	} catch (error) {
		if (error instanceof CommanderError) {
			// Commander has said it already.
			return error.exitCode === 0 ? exitCodes.done : exitCodes.usage
		}
		const { sentence, code } = told(error)
		shell.err(`${sentence}\n`)
		return code
	}
}

function program(shell: Shell): Command {
	const program = new Command('sportello')
		.description('Support requests where people already are.')
		.exitOverride()
		.configureOutput({
			writeOut: text => shell.out(text),
			writeErr: text => shell.err(text),
			getErrHelpWidth: () => shell.columns ?? 80,
			getOutHelpWidth: () => shell.columns ?? 80,
		})
		.showHelpAfterError('Say --help after any command to see what it takes.')
		.addHelpText('after', epilogue)
	startCommand(program, shell)
	doctorCommand(program, shell)
	migrateCommand(program, shell)
	accountCommands(program, shell)
	organizationCommands(program, shell)
	ticketCommands(program, shell)
	tokenCommands(program, shell)
	webhookCommands(program, shell)
	deliveryCommands(program, shell)
	historyCommands(program, shell)
	seedCommand(program, shell)
	manifestCommands(program, shell)
	backupCommand(program, shell)
	restoreCommand(program, shell)
	erasureCommands(program, shell)
	moveCommand(program, shell)
	return program
}

const unreachable = new Set([
	'EADDRINUSE',
	'EADDRNOTAVAIL',
	'EACCES',
	'ECONNREFUSED',
	'ENOTFOUND',
	'ETIMEDOUT',
	'SQLITE_BUSY',
	'SQLITE_CANTOPEN',
	'SQLITE_NOTADB',
])

/** What the disk or the file system refuses. */
const machine = new Set(['ENOENT', 'ENOSPC', 'EDQUOT', 'EROFS', 'EPERM', 'SQLITE_FULL', 'SQLITE_READONLY'])

function told(error: unknown): { readonly sentence: string; readonly code: ExitCode } {
	if (error instanceof Ended) return { sentence: error.message, code: error.code }
	if (error instanceof SettingsUnusable) return { sentence: error.message, code: exitCodes.usage }
	const { message, code, stack = message } = error as Partial<Error> & { code?: unknown }
	if (error instanceof DatabaseInUse || error instanceof DatabaseTooNew) {
		return { sentence: `${capital(message ?? '')}.`, code: exitCodes.unavailable }
	}
	if (error instanceof Unavailable) {
		return { sentence: `The database cannot be reached: ${message}.`, code: exitCodes.unavailable }
	}
	if (typeof code === 'string' && unreachable.has(code)) {
		return { sentence: `That cannot be reached: ${message || code}.`, code: exitCodes.unavailable }
	}
	if (typeof code === 'string' && machine.has(code)) {
		return { sentence: `This machine refuses that: ${message || code}.`, code: exitCodes.unavailable }
	}
	return {
		sentence: `Something went wrong, which is a fault in Sportello: ${stack ?? String(error)}`,
		code: exitCodes.failed,
	}
}

function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1)
}
