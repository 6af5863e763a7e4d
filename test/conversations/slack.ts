import manifest from '../../manifests/slack.json' with { type: 'json' }
import { slackEnvironment } from '../standins/environment.ts'
import { type Person, type Slack, startSlack } from '../standins/slack/index.ts'
import { openWorld, testClock } from '../world.ts'
import type { Chatter, Opening, Stage } from './platform.ts'

/** The cast in a Slack workspace, with the scopes and events of the manifest and nothing more. */
export async function openOnSlack({
	locale,
	clock = testClock(),
	environment = {},
	patience,
}: Opening): Promise<Stage & { readonly slack: Slack }> {
	const slack = await startSlack({
		now: () => clock.now(),
		scopes: manifest.oauth_config.scopes.bot,
		events: manifest.settings.event_subscriptions.bot_events,
		...(patience && { answerWithin: patience }),
	})
	const world = await openWorld({ ...slackEnvironment(slack), ...environment }, { clock })
	await slack.serves(world.address)
	const chatLocale = locale === 'it' ? 'it-IT' : 'en-US'
	const enter = (id: string, realName: string) =>
		slack.person({
			id,
			name: realName.split(' ')[0]?.toLowerCase() ?? id,
			realName,
			locale: chatLocale,
			tz: 'Europe/Rome',
		})
	return {
		slack,
		world,
		ada: chatter(enter('U0ADA', 'Ada Rossi')),
		carla: chatter(enter('U0CARLA', 'Carla Neri')),
		mallory: chatter(enter('U0MALLORY', 'Mallory Gray')),
		diego: chatter(enter('U0DIEGO', 'Diego Sala')),
		problems: () => slack.problems,
		idle: slack.idle,
		async close() {
			await world.app.drain()
			await slack.idle()
			await world.close()
			await slack.stop()
		},
	}
}

export function chatter(person: Person): Chatter {
	/** Nobody can type while a modal is open. */
	const away = async () => {
		if (person.modal) await person.closes({ all: true })
	}
	return {
		types: async words => {
			await away()
			return (await person.types(`/tickets ${words}`.trim())).screen
		},
		presses: async (button, beside) => (await person.presses(button, beside ? { beside } : {})).screen,
		chooses: async (field, option) => (await person.chooses(field, option)).screen,
		fills: async values => {
			await person.fills(values)
		},
		sends: async (values, files) => {
			await person.fills(values)
			if (files) {
				const label = fileLabel(person)
				await person.attaches(label, [...files])
			}
			return (await person.submits()).screen
		},
		writes: async (text, files) => {
			await away()
			const seen = await person.writes(text, { to: 'bot', ...(files && { files: [...files] }) })
			return seen.screen
		},
		closes: away,
		screen: () => person.screen(),
		looks: async () => (await person.looks()).screen,
		news: async number => {
			await person.looks()
			return person.thread(standing(person, number))
		},
		answersNews: async (number, text) => {
			await away()
			await person.looks()
			return (await person.writes(text, { thread: standing(person, number) })).screen
		},
		pressesNews: async (number, button) => {
			await away()
			await person.looks()
			return (await person.presses(button, { in: standing(person, number) })).screen
		},
		edits: async text => {
			await person.edits(own(person), text)
		},
		deletes: async () => {
			await person.deletes(own(person))
		},
		link: label => linkIn(person, label),
	}
}

/** The label of the one file field of the form that is open. */
function fileLabel({ modal }: Person): string {
	const block = modal?.blocks.find(
		one => 'element' in one && JSON.stringify(one.element).includes('file_input'),
	)
	const label = block && 'label' in block ? (block.label as { text: string }).text : undefined
	if (!label) throw new Error('no form with files is open')
	return label
}

function linkIn(person: Person, label: string): string {
	const shown = JSON.stringify(person.modal?.blocks ?? person.messages().at(-1)?.blocks ?? [])
	const after = shown.slice(shown.indexOf(JSON.stringify(label)))
	const before = shown.slice(0, shown.indexOf(JSON.stringify(label)))
	const url = /^.{0,80}?"url":"([^"]+)"/.exec(after)?.[1] ?? /"url":"([^"]+)"[^{}]*$/.exec(before)?.[1]
	if (!url) throw new Error(`no link ${label} in ${shown}`)
	return url
}

/** The message that stands for a request: the newest in the direct message that names it and is in no thread. */
function standing(person: Person, number: number) {
	const found = person
		.messages('bot')
		.findLast(
			message =>
				!message.threadTs && !message.ephemeral && JSON.stringify(message.blocks).includes(`#${number}`),
		)
	if (!found) throw new Error(`no message stands for #${number}`)
	return found
}

function own(person: Person) {
	const found = person.messages('bot').findLast(message => message.from !== 'Sportello')
	if (!found) throw new Error('nothing was written yet')
	return found
}
