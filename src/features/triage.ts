import type { Definition, Misread } from '../commands/definition.ts'
import type { CommandOf } from '../commands/command.ts'
import type { Connected } from '../commands/context.ts'
import type { TriageFilter } from '../ports/triage.ts'
import { actOf } from './acting.ts'
import { message, refusal } from './message.ts'
import { tooMuch } from './numbers.ts'
import { organizationNamed } from './organizations.ts'

/** For agents: has a channel show each new request, or no longer. */
export const triage: Definition<'triage'> = {
	for: 'agents',
	spoken: {
		words: ['triage', 'smistamento'],
		usage: 'usage.triage',
		does: 'help.triage',
		example: 'example.triage',
		section: 'agents',
		read: ({ words, rest }) => read(words, rest),
	},
	async run(context, command) {
		const { say, ports, actor } = context
		if (!actor.room) return refusal(context, say('triage.where'))
		const { room, reference } = actor.room
		const by = actOf(context)
		if (command.change === 'off') {
			const done = await ports.triage.close({ ...by, room })
			if (done === 'forbidden') return refusal(context, say('refused.role'))
			return message(context, {
				tone: done === 'closed' ? 'done' : 'info',
				title: say(done === 'closed' ? 'triage.closed' : 'triage.none'),
			})
		}
		if (command.change === undefined) {
			const open = await ports.triage.find(room)
			return message(context, {
				tone: 'info',
				title: open ? shown(context, open.filter) : say('triage.none'),
				paragraphs: [say('triage.how')],
			})
		}
		const named =
			command.organization &&
			organizationNamed(context, await ports.accounts.organizations(), command.organization)
		if (named && 'refused' in named) return refusal(context, named.refused)
		const filter = {
			...(named && { organization: named }),
			...(command.word && { word: command.word }),
		}
		const done = await ports.triage.open({ ...by, room, reference, filter })
		if (done === 'forbidden') return refusal(context, say('refused.role'))
		return message(context, {
			tone: 'done',
			title: shown(context, filter),
			paragraphs: [say('triage.explain')],
		})
	},
}

/** `here`, `here org Acme Ltd`, `here word printer`, `off`. */
function read(words: readonly string[], rest: string): CommandOf<'triage'> | Misread {
	const [change, by, ...more] = words
	const value = more.join(' ')
	switch (change?.toLowerCase()) {
		case undefined:
			return { do: 'triage' }
		case 'off':
		case 'via':
			return by === undefined ? { do: 'triage', change: 'off' } : tooMuch('usage.triage', rest)
		case 'here':
		case 'qui': {
			if (by === undefined) return { do: 'triage', change: 'here' }
			const filter = by.toLowerCase()
			if (filter === 'org' && value)
				return { do: 'triage', change: 'here', organization: value.slice(0, 200) }
			if ((filter === 'word' || filter === 'parola') && more.length === 1) {
				return { do: 'triage', change: 'here', word: value.slice(0, 60) }
			}
			return tooMuch('usage.triage', rest)
		}
		default:
			return tooMuch('usage.triage', rest)
	}
}

function shown({ say }: Connected, { organization, word }: TriageFilter): string {
	if (organization) return say('triage.shown.organization', { name: organization.name })
	return word ? say('triage.shown.word', { word }) : say('triage.shown')
}
