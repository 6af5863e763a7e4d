import type { Connected } from '../commands/context.ts'
import { platformName } from '../domain/identity.ts'
import type { Via } from '../ports/tickets.ts'

/** From where something was done, in words. */
export function viaOf({ say }: Pick<Connected, 'say'>, via: Via): string {
	if (via === 'web') return say('history.via.web')
	if (via === 'api') return say('history.via.api')
	if (via === 'mail') return say('history.via.mail')
	return via === 'command line' ? say('history.via.commandLine') : platformName(via)
}
