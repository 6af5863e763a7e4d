import { slackEnvironment, teamsEnvironment } from '../../standins/environment.ts'
import { startSlack } from '../../standins/slack/index.ts'
import { startTeams } from '../../standins/teams/index.ts'

/** Stand-ins for both chats, and what a service is told that has its data in a folder. */
export async function both(folder: string): Promise<{
	readonly environment: Readonly<Record<string, string>>
	readonly stop: () => Promise<void>
}> {
	const slack = await startSlack({ team: { id: 'T0ACME', name: 'Acme', domain: 'acme' } })
	const teams = await startTeams()
	return {
		environment: {
			PORT: '0',
			DATABASE_URL: `sqlite:${folder}/sportello.db`,
			FILES_URL: `file:${folder}/files`,
			LOG_LEVEL: 'error',
			...slackEnvironment(slack),
			...teamsEnvironment(teams),
		},
		async stop() {
			await slack.stop()
			await teams.stop()
		},
	}
}
