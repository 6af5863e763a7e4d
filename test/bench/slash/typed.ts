import { randomBytes } from 'node:crypto'
import { signature } from '../../standins/slack/sign.ts'
import type { Asked } from '../served/measure.ts'

/**
 * `/tickets` and what follows it, as the person `U0ADA` types it: signed, and never the same twice.
 * @param at when, in milliseconds
 */
export function typed(secret: string, team: string, text = '', at = Date.now()): Asked {
	const body = new URLSearchParams({
		token: 'unused',
		team_id: team,
		team_domain: 'acme',
		channel_id: 'C0GENERAL',
		channel_name: 'general',
		user_id: 'U0ADA',
		user_name: 'ada',
		command: '/tickets',
		text,
		api_app_id: 'A0SPORTELLO',
		is_enterprise_install: 'false',
		response_url: 'https://hooks.slack.com/commands/1/2/3',
		trigger_id: randomBytes(12).toString('hex'),
	}).toString()
	return {
		path: '/slack/events',
		body,
		headers: {
			'content-type': 'application/x-www-form-urlencoded',
			'content-length': String(Buffer.byteLength(body)),
			...signature(secret, Math.floor(at / 1_000), body),
		},
	}
}
