import type { Command } from 'commander'
import { seedTickets, systemClock } from '../main.ts'
import { leaf, type Options, withStore } from './command.ts'
import { Ended, exitCodes } from './exit.ts'
import { progressOf } from './progress.ts'
import { seedCompany } from './seed/company.ts'
import { type Shell, show } from './shell.ts'

const most = 20_000_000

/** `sportello seed` */
export function seedCommand(program: Command, shell: Shell): void {
	leaf(program, 'seed', 'fill the database with a small company to try things with')
		.option('--tickets <number>', 'and with so many more requests, of many people')
		.action((options: Options & { tickets?: string }) => seed(shell, options))
}

async function seed(shell: Shell, options: Options & { tickets?: string }): Promise<void> {
	const tickets = options.tickets === undefined ? 0 : Number(options.tickets.replaceAll(/[_,.']/g, ''))
	if (!Number.isInteger(tickets) || tickets < 0 || tickets > most) {
		throw new Ended(`--tickets “${options.tickets}” is not a number up to ${most}.`, exitCodes.usage)
	}
	/** Stands where the story that is being written stands. */
	let now = systemClock.now()
	await withStore(
		shell,
		async store => {
			const company = await seedCompany(store, {
				now,
				at: time => {
					now = time
				},
				progress: progressOf(shell, 'requests of the small company'),
			})
			if (!company && tickets === 0) throw new Ended('The small company is there already.')
			now = systemClock.now()
			if (tickets > 0) await seedTickets(store.database, { tickets }, progressOf(shell, 'requests'))
			const made = { company: company ?? [], tickets: tickets + (company ? company.tickets : 0) }
			show(shell, options, made, `${made.tickets} requests were made.${company ? howToGoOn : ''}`)
		},
		{ clock: { now: () => now } },
	)
}

const howToGoOn = `
Ada Rossi (ada@acme.example), Ben Okafor and Carla Bianchi ask, Diego Sala (diego@support.example) is the agent.
See Ada’s requests with: sportello ticket list --as ada@acme.example`
