import { signature } from '../../standins/slack/sign.ts'
import { type Desk, space } from './desk.ts'

/**
 * Types a command into somebody's conversation with the bot, as Slack sends it.
 * @param trigger the same for what is sent again
 */
export function slash(
	service: { readonly address: string; readonly secret: string; readonly now: number },
	{ user, channel }: Pick<Desk['tickets'][number], 'user' | 'channel'>,
	trigger: string,
	text: string,
): Promise<Response> {
	const body = new URLSearchParams({
		team_id: space,
		team_domain: 'acme',
		channel_id: channel,
		channel_name: 'directmessage',
		user_id: user,
		user_name: user.toLowerCase(),
		command: '/tickets',
		text,
		api_app_id: 'A0SPORTELLO',
		is_enterprise_install: 'false',
		response_url: 'https://hooks.slack.com/commands/never',
		trigger_id: trigger,
	}).toString()
	return fetch(`${service.address}/slack/events`, {
		method: 'POST',
		headers: {
			'content-type': 'application/x-www-form-urlencoded',
			...signature(service.secret, Math.floor(service.now / 1_000), body),
		},
		body,
	})
}
