import { type Say, wordsOf } from '../../src/words/index.ts'
import { teamsEnvironment } from '../standins/environment.ts'
import { type Person, startTeams, type Teams } from '../standins/teams/index.ts'
import { messageText } from '../standins/teams/screen.ts'
import { openWorld, testClock } from '../world.ts'
import type { Chatter, Opening, Stage } from './platform.ts'

/** The cast in a tenant of Teams, each in the personal chat with the bot. */
export async function openOnTeams({
	locale,
	clock = testClock(),
	environment = {},
}: Opening): Promise<Stage & { readonly teams: Teams }> {
	const teams = await startTeams({ now: () => clock.now() })
	const world = await openWorld({ ...teamsEnvironment(teams), ...environment }, { clock })
	teams.serves(world.address)
	const chatLocale = locale === 'it' ? 'it-IT' : 'en-US'
	const enter = (id: string, name: string) =>
		chatter(teams.person({ id, name, locale: chatLocale }), wordsOf(locale))
	return {
		teams,
		world,
		ada: enter('29:ada', 'Ada Rossi'),
		carla: enter('29:carla', 'Carla Neri'),
		mallory: enter('29:mallory', 'Mallory Gray'),
		diego: enter('29:diego', 'Diego Sala'),
		problems: () => teams.problems,
		idle: async () => {},
		async close() {
			await world.close()
			await teams.stop()
		},
	}
}

export function chatter(person: Person, say: Say): Chatter {
	return {
		types: async words => (await person.types(words || 'mine')).screen,
		presses: async (button, beside) => (await person.presses(button, beside ? { beside } : {})).screen,
		chooses: async (field, option) => (await person.chooses(field, option)).screen,
		fills: async values => {
			await person.fills(values)
		},
		sends: async values => {
			await person.fills(values)
			return (await person.submits()).screen
		},
		writes: async (text, files) =>
			(await person.writes(text, files ? { files: files.map(file => ({ ...file })) } : {})).screen,
		closes: async () => {},
		screen: person.screen,
		looks: async () => person.looks().screen,
		news: async number =>
			person
				.messages()
				.map(messageText)
				.filter(text => text.includes(`#${number}`))
				.join('\n\n'),
		answersNews: async (_, text) => {
			// An agent's says whom it goes to.
			const labels = [say('notice.reply'), say('ticket.replyTo')]
			const label = labels.find(one => person.screen().includes(one))
			await person.fills({ [label ?? '']: text })
			return (await person.presses(say('notice.reply.submit'))).screen
		},
		pressesNews: async (_, button) => (await person.presses(button)).screen,
		edits: async text => {
			await person.edits(text)
		},
		deletes: async () => {
			await person.deletes()
		},
		link: person.link,
	}
}
