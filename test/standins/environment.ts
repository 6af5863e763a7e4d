import type { Slack } from './slack/index.ts'
import type { Teams } from './teams/index.ts'

type Environment = Readonly<Record<string, string>>

/** What a service is told so that it takes the stand-in for Slack. */
export function slackEnvironment(slack: Pick<Slack, 'signingSecret' | 'botToken' | 'apiUrl'>): Environment {
	return {
		SLACK_SIGNING_SECRET: slack.signingSecret,
		SLACK_BOT_TOKEN: slack.botToken,
		SLACK_API_URL: slack.apiUrl,
	}
}

/** What a service is told so that it takes the stand-in for Microsoft. */
export function teamsEnvironment(teams: Teams): Environment {
	return {
		TEAMS_APP_ID: teams.appId,
		TEAMS_APP_PASSWORD: teams.appPassword,
		TEAMS_TENANT_ID: teams.tenantId,
		TEAMS_OPENID_METADATA_URL: teams.openIdMetadataUrl,
		TEAMS_LOGIN_URL: teams.loginUrl,
		TEAMS_SERVICE_HOSTS: teams.serviceHosts.join(','),
	}
}
