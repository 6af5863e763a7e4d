import type { Command } from 'commander'
import type { Finding } from '../../src/ports/finding.ts'
import { examine } from '../main.ts'
import { readSettings } from '../settings.ts'
import { leaf, type Options } from './command.ts'
import { Ended } from './exit.ts'
import { plain, type Shell, show } from './shell.ts'

/** `sportello doctor` */
export function doctorCommand(program: Command, shell: Shell): void {
	leaf(program, 'doctor', 'try every setting against the real thing, and say what to do').action(
		async (options: Options) => {
			const findings = await examine(readSettings(shell.environment))
			show(shell, options, findings, findings.map(line).join('\n'))
			const broken = findings.filter(({ state }) => state === 'broken').length
			if (broken > 0) throw new Ended(`${broken} of ${findings.length} do not work.`)
		},
	)
}

const marks = { well: '✓', off: '-', doubtful: '!', broken: '✗' } as const

function line({ about, state, says, todo }: Finding): string {
	const said = plain(`${marks[state]} ${about.padEnd(22)}${says}`)
	return todo === undefined ? said : `${said}\n${' '.repeat(24)}→ ${plain(todo)}`
}
