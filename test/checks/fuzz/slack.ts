import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { publishedFolder } from '../../published.ts'
import { signature } from '../../standins/slack/sign.ts'
import type { Commands } from './commands.ts'
import type { Shot } from './shot.ts'
import { broken, type Json, mutated, text } from './values.ts'

/** Whose workspace it is, and who is in it. */
export type Workspace = { readonly secret: string; readonly team: string; readonly users: readonly string[] }

/** Without these nothing is taken for a payload of Slack's. */
const gate =
	/^(type|team|team\.id|team_id|user|user\.id|user_id|user\.team_id|trigger_id|command|event|event\.type|event\.user|event_id|callback_id|view|view\.id|actions|actions\.0|authorizations.*|is_enterprise_install|enterprise.*)$/

const form = 'application/x-www-form-urlencoded'

/** Payloads as Slack sends them, by its own samples and by what our forms and buttons carry, gone wrong. */
export function slackShots(
	{ secret, team, users }: Workspace,
	{ carried, typed }: Commands,
): fc.Arbitrary<Shot> {
	const who = fc.constantFrom(...users)
	const id = () => randomBytes(8).toString('hex')
	const channel = fc.constantFrom('D0ADA', 'C0GENERAL', 'G0X', 'D0BOT')
	const ts = fc.constantFrom('1700000000.000100', '1.1', '0', 'x')
	const common = fc.record({ who, channel, ts, typed, carried, text })
	type Drawn = typeof common extends fc.Arbitrary<infer D> ? D : never
	const person = ({ who: user }: Drawn) => ({
		team: { id: team, domain: 'acme' },
		user: { id: user, username: 'x', name: 'x', team_id: team },
		api_app_id: 'A0SPORTELLO',
		trigger_id: id(),
		is_enterprise_install: false,
		enterprise: null,
	})
	const view = (drawn: Drawn, type: string) => ({
		id: 'V0VIEW',
		type,
		hash: id(),
		private_metadata: JSON.stringify(drawn.carried),
		root_view_id: 'V0VIEW',
		previous_view_id: null,
		blocks: [{ type: 'input', block_id: 'text:reply' }],
		state: {
			values: Object.fromEntries(
				Object.entries(drawn.carried).map(([name, value]) => [
					`${name}:x`,
					{
						[name]:
							name === 'status'
								? { type: 'static_select', selected_option: { value } }
								: { type: 'plain_text_input', value },
					},
				]),
			),
		},
	})
	const event = (drawn: Drawn, inner: Json) => ({
		type: 'event_callback',
		team_id: team,
		api_app_id: 'A0SPORTELLO',
		event_id: `Ev${id()}`,
		event_time: 1_700_000_000,
		authorizations: [{ team_id: team, enterprise_id: null, user_id: 'U0BOT', is_bot: true }],
		event: { user: drawn.who, channel: drawn.channel, ts: drawn.ts, event_ts: drawn.ts, ...inner },
	})
	const kinds: readonly ((drawn: Drawn) => Json)[] = [
		drawn => ({
			command: '/tickets',
			text: drawn.typed,
			team_id: team,
			user_id: drawn.who,
			channel_id: drawn.channel,
			channel_name: 'general',
			trigger_id: id(),
		}),
		drawn => ({
			...person(drawn),
			type: 'block_actions',
			container: { type: 'message', channel_id: drawn.channel, message_ts: drawn.ts, is_ephemeral: true },
			channel: { id: drawn.channel },
			actions: [{ type: 'button', action_id: 'a', block_id: 'b', value: JSON.stringify(drawn.carried) }],
		}),
		drawn => ({
			...person(drawn),
			type: 'block_actions',
			view: view(drawn, drawn.channel === 'D0ADA' ? 'home' : 'modal'),
			actions: [
				{
					type: 'static_select',
					action_id: 'a:keeps',
					block_id: 'b',
					selected_option: { value: JSON.stringify(drawn.carried) },
				},
			],
		}),
		drawn => ({ ...person(drawn), type: 'view_submission', view: view(drawn, 'modal'), response_urls: [] }),
		drawn => ({ ...person(drawn), type: 'shortcut', callback_id: 'new_request' }),
		drawn => ({
			...person(drawn),
			type: 'message_action',
			callback_id: drawn.ts === 'x' ? 'add_to_request' : 'new_request',
			channel: { id: drawn.channel, name: 'x' },
			message: {
				type: 'message',
				user: drawn.who,
				ts: drawn.ts,
				text: drawn.text,
				files: [{ id: 'F1', name: drawn.text, size: 3 }],
			},
		}),
		drawn => event(drawn, { type: 'message', channel_type: 'im', text: drawn.typed }),
		drawn => event(drawn, { type: 'message', channel_type: 'im', text: drawn.text, thread_ts: drawn.ts }),
		drawn =>
			event(drawn, {
				type: 'message',
				channel_type: 'im',
				subtype: 'file_share',
				text: drawn.text,
				files: [
					{
						id: 'F1',
						name: drawn.text,
						mimetype: drawn.text,
						size: 10,
						url_private: 'https://files.slack.com/x',
					},
				],
			}),
		drawn =>
			event(drawn, {
				type: 'message',
				subtype: 'message_changed',
				message: {
					type: 'message',
					user: drawn.who,
					ts: drawn.ts,
					text: drawn.text,
					edited: { user: drawn.who },
				},
				previous_message: { type: 'message', user: drawn.who, ts: drawn.ts, text: 'before' },
			}),
		drawn =>
			event(drawn, {
				type: 'message',
				subtype: 'message_deleted',
				deleted_ts: drawn.ts,
				previous_message: { type: 'message', user: drawn.who, ts: drawn.ts, text: drawn.text },
			}),
		drawn => event(drawn, { type: 'app_home_opened', tab: 'home' }),
		drawn => event(drawn, { type: 'app_mention', text: drawn.text }),
		drawn =>
			event(drawn, {
				type: 'link_shared',
				message_ts: drawn.ts,
				links: [{ url: `http://localhost/requests/${String(drawn.carried['number'])}`, domain: 'localhost' }],
			}),
		drawn =>
			event(drawn, {
				type: 'message',
				channel_type: 'im',
				text: drawn.text,
				blocks: [
					{
						type: 'rich_text',
						elements: [
							{
								type: 'rich_text_section',
								elements: [{ type: 'text', text: drawn.text, style: { bold: true } }],
							},
							{
								type: 'rich_text_list',
								style: 'bullet',
								indent: 2,
								elements: [{ type: 'rich_text_section', elements: [{ type: 'link', url: drawn.text }] }],
							},
						],
					},
				],
			}),
		...published().map(sample => (drawn: Drawn) => filled(sample, drawn)),
	]
	const payload = fc.tuple(common, fc.constantFrom(...kinds)).map(([drawn, kind]) => kind(drawn))
	const shot = (body: string | Buffer, type: string): Shot => ({
		method: 'POST',
		path: '/slack/events',
		headers: {
			'content-type': type,
			...signature(secret, Math.floor(Date.now() / 1_000), String(body)),
		},
		body,
	})
	const whole = mutated(payload, gate)
	const sent = whole.map(json => shot(...written(json)))
	const torn = fc
		.tuple(
			broken(whole.map(json => written(json)[0])),
			fc.constantFrom(form, 'application/json', 'text/plain', ''),
		)
		.map(([body, type]) => shot(body, type))
	return fc.oneof({ weight: 12, arbitrary: sent }, { weight: 1, arbitrary: torn })

	/** A sample with the names in it that let it in. */
	function filled(sample: Json, drawn: Drawn): Json {
		const inner = sample['event'] as Json | undefined
		if (inner) return { ...sample, ...event(drawn, { ...inner, user: drawn.who, channel: drawn.channel }) }
		if (sample['command'] !== undefined)
			return {
				...sample,
				command: '/tickets',
				text: drawn.typed,
				team_id: team,
				user_id: drawn.who,
				trigger_id: id(),
				is_enterprise_install: 'false',
				enterprise_id: '',
			}
		return {
			...sample,
			...person(drawn),
			callback_id: 'new_request',
			view: sample['view'] && { ...sample['view'], id: 'V1' },
		}
	}
}

function written(json: Json): [string, string] {
	if (json['event'] !== undefined || json['type'] === 'event_callback')
		return [JSON.stringify(json), 'application/json']
	if (json['type'] !== undefined)
		return [new URLSearchParams({ payload: JSON.stringify(json) }).toString(), form]
	const fields = new URLSearchParams()
	for (const [name, value] of Object.entries(json))
		fields.append(name, typeof value === 'string' ? value.toWellFormed() : JSON.stringify(value))
	return [fields.toString(), form]
}

/** Slack's own samples of what it sends. */
function published(): readonly Json[] {
	const folder = join(publishedFolder, 'slack-payloads')
	const files = [folder, join(folder, 'events')].flatMap(at =>
		readdirSync(at)
			.filter(name => name.endsWith('Payload.json'))
			.map(name => join(at, name)),
	)
	return files.map(file => JSON.parse(readFileSync(file, 'utf8')) as Json)
}
