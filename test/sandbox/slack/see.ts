import { slackManifest } from '../../../adapters/slack/manifest.ts'
import { directMessage } from '../../standins/slack/world.ts'
import type { SandboxPerson } from '../people.ts'
import type { Stage } from '../stage.ts'
import type { Scene } from './scene.ts'

/** What a person has before them in Slack now, with the commands and shortcuts of the app's own manifest. */
export async function sceneOf({ slack, app, clock }: Stage, person: SandboxPerson): Promise<Scene> {
	const { world, hands, team } = slack
	const channel = directMessage(world, person.slack).id
	const { channels, messages, home, modal } = await hands.see(person.slack)
	const { features } = slackManifest(app.ports.settings.publicUrl)
	const { botUserId } = world.app
	const timeZone = world.users.get(person.slack)?.tz ?? 'UTC'
	return {
		today: new Intl.DateTimeFormat('en-CA', { timeZone }).format(clock.now()),
		workspace: team.name,
		me: { id: person.slack, name: person.realName, timeZone },
		app: { id: botUserId, name: world.users.get(botUserId)?.realName ?? world.app.name, channel },
		people: Object.fromEntries([...world.users.values()].map(({ id, realName }) => [id, realName])),
		channels,
		messages,
		...(home ? { home } : {}),
		...(modal ? { modal } : {}),
		commands: features.slash_commands.map(({ command, description, usage_hint: usage }) => ({
			command,
			about: description,
			usage,
		})),
		shortcuts: features.shortcuts.map(({ name, description, callback_id: callbackId, type }) => ({
			name,
			about: description,
			callbackId,
			on: type === 'global' ? 'global' : 'message',
		})),
		problems: slack.problems.map(({ what, path, problem }) => ({ what, path, problem })),
	}
}

/** The hosts whose addresses Slack shows to the app when somebody posts them. */
export function unfurlDomains({ app }: Stage): readonly string[] {
	return slackManifest(app.ports.settings.publicUrl).features.unfurl_domains ?? []
}
