import type { Command } from '../../src/commands/command.ts'
import type { Identity } from '../../src/domain/identity.ts'
import { handle } from '../../src/handle.ts'
import type { Ports } from '../../src/ports/index.ts'
import type { SlackApi } from './api.ts'
import { limits, listSize, slashCommand } from './limits.ts'
import { quietly } from './quietly.ts'
import { renderHome } from './render/index.ts'

/** Brings someone's home tab up to date. */
export function createPublishHome(ports: Ports, api: SlackApi): (identity: Identity) => Promise<void> {
	return identity =>
		quietly(ports.log, 'home not shown', async () => {
			const actor = {
				who: { identity },
				via: 'slack',
				prefix: slashCommand,
				pageSize: listSize,
				textInput: limits.textInput,
			}
			await api.publishHome(identity.user, renderHome(await handle(actor, { do: 'home' }, ports)))
		})
}

/** What the home tab shows is whether one is connected, and that in one's language. */
export function changesHome(command: Command): boolean {
	switch (command.do) {
		case 'connect':
		case 'disconnect':
		case 'forget':
			return command.sure === 'yes'
		case 'language':
			return command.locale !== undefined
		default:
			return false
	}
}
