import type { Command } from 'commander'
import { compose } from '../main.ts'
import { readSettings, type Settings } from '../settings.ts'
import { leaf, type Options } from './command.ts'
import type { Shell } from './shell.ts'

/** Milliseconds in which a balancer sees that this one of several instances goes. */
const notice = 2_000

/** `sportello start` */
export function startCommand(program: Command, shell: Shell): void {
	leaf(program, 'start', 'run the service until it is told to end (Ctrl-C, SIGTERM)').action(
		async (options: Options) => {
			const settings = readSettings(shell.environment)
			const app = await compose(settings)
			// Before it says that it listens: whoever waits for that may end it at once.
			const stopped = shell.stopped()
			try {
				await app.start()
				const { address } = app
				const publicUrl = app.ports.settings.publicUrl
				const slack = waySlackComes(settings)
				// Standard output is the log's.
				if (options.json) shell.out(`${JSON.stringify({ address, publicUrl, slack })}\n`)
				else
					shell.err(`Sportello listens on ${address} and is reached at ${publicUrl}. ${slackSaid[slack]}\n`)
				const why = await Promise.race([stopped, app.overtaken])
				if (typeof why !== 'string') {
					app.ports.log.error('a newer release has changed the database', why)
					throw why
				}
				app.ports.log.info('ending', { signal: why })
			} finally {
				await app.stop(settings.sqliteFile === undefined ? notice : 0)
			}
		},
	)
}

function waySlackComes({ slack }: Settings): keyof typeof slackSaid {
	if (!slack) return 'off'
	if (slack.appToken) return 'socket'
	return slack.client ? 'oauth' : 'http'
}

const slackSaid = {
	socket: 'Slack is connected by Socket Mode.',
	http: 'Slack sends its requests to /slack/events there.',
	oauth: 'Workspaces install Slack’s app at /slack/install there.',
	off: 'Slack is off: SLACK_SIGNING_SECRET and SLACK_BOT_TOKEN are not set.',
} as const
