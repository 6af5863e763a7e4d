import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishedFolder } from '../../published.ts'
import { type SlackStandIn, startSlack } from './index.ts'
import { startStory } from './story.ts'
import { isObject, type Json } from './types.ts'

/** Keys in the samples that Slack sends only elsewhere: for functions of workflows, canvases, lists, old apps. */
const elsewhere = new Set([
	'function_data',
	'interactivity',
	'bot_access_token',
	'authed_users',
	'authed_teams',
	'app_unfurl',
	'attachment_id',
	'is_app_unfurl',
	'app_unfurl_url',
	'text',
	'thread_ts',
	'is_cleared',
	'parent_user_id',
	'attachments',
	'bot_id',
	'bot_profile',
	'edited',
	'metadata',
])

const read = (name: string) =>
	JSON.parse(readFileSync(join(publishedFolder, 'slack-payloads', `${name}.json`), 'utf8')) as Json

function missing(sample: Json, ours: Json, extra: string[] = []): string[] {
	return Object.keys(sample).filter(key => !(key in ours) && (!elsewhere.has(key) || extra.includes(key)))
}

let slack: SlackStandIn
let story: Awaited<ReturnType<typeof startStory>>
let sent: Json[]

beforeAll(async () => {
	slack = await startSlack({ enterprise: { id: 'E0GRID', name: 'Grid' } })
	story = await startStory(() => slack)
	await slack.serves(story.url)
	const ada = slack.person({ id: 'U0ADA', name: 'ada' })
	await ada.types('/tickets mine')
	await ada.presses('New request')
	await ada.fills({ Subject: 'Printer', 'Your message': 'x' })
	await ada.submits()
	await ada.presses('New request', { in: ada.messages('general')[0] })
	await ada.closes()
	await ada.writes('please help', { to: 'general' })
	const message = ada.messages('general').at(-1)
	await ada.usesShortcut('create_request', message)
	await ada.writes('see', { files: [{ name: 'a.txt', bytes: 'a' }] })
	const own = ada.messages('bot').find(({ text }) => text === 'see')
	if (own) await ada.edits(own, 'look')
	if (own) await ada.deletes(own)
	await ada.opensHome()
	await ada.opensHome()
	await ada.pastes('https://support.example.com/requests/1042')
	sent = story.arrivals.map(({ payload }) => payload)
})
afterAll(async () => {
	await story.stop()
	await slack.stop()
})

const nested = ['team', 'user', 'view', 'container', 'channel', 'enterprise']

describe('what Slack sends carries the keys of the samples', () => {
	const interactions: [string, (payload: Json) => boolean, string[]?][] = [
		['SlashCommandPayload', payload => 'command' in payload, ['text']],
		['ViewSubmissionPayload', payload => payload.type === 'view_submission'],
		['ViewClosedPayload', payload => payload.type === 'view_closed', ['is_cleared']],
		['MessageShortcutPayload', payload => payload.type === 'message_action'],
	]
	for (const [name, isIt, extra] of interactions)
		it(name, () => {
			const ours = sent.find(isIt) ?? {}
			const sample = read(name)
			expect(missing(sample, ours, extra)).toEqual([])
			for (const key of nested)
				if (isObject(sample[key]) && isObject(ours[key]))
					expect(missing(sample[key], ours[key]), key).toEqual([])
		})

	it('BlockActionPayload, in an ephemeral message', () => {
		const ours = sent.find(payload => payload.type === 'block_actions') ?? {}
		const { view: _, message: __, ...sample } = read('BlockActionPayload')
		expect(missing(sample, ours)).toEqual([])
		expect(ours).not.toHaveProperty('message')
		expect(ours.container).toMatchObject({ type: 'message', is_ephemeral: true })
		for (const key of ['team', 'user', 'channel'])
			expect(missing(sample[key] as Json, ours[key] as Json), key).toEqual([])
	})

	const events: [string, (event: Json) => boolean, string[]?][] = [
		['MessagePayload', event => event.type === 'message' && event.channel_type === 'channel', ['text']],
		['MessageFileSharePayload', event => event.subtype === 'file_share', ['text']],
		['MessageChangedPayload', event => event.subtype === 'message_changed'],
		['MessageDeletedPayload', event => event.subtype === 'message_deleted'],
		['AppHomeOpenedPayload', event => event.type === 'app_home_opened' && 'view' in event],
		['LinkSharedPayload', event => event.type === 'link_shared'],
		['FileSharedPayload', event => event.type === 'file_shared'],
	]
	for (const [name, isIt, extra] of events)
		it(name, () => {
			const envelope = sent.find(({ event }) => isObject(event) && isIt(event)) ?? {}
			const sample = read(`events/${name}`)
			expect(missing(sample, envelope)).toEqual([])
			expect(missing(sample.event as Json, envelope.event as Json, extra)).toEqual([])
		})

	it('and leaves nothing to complain about', () => {
		expect(slack.problems).toEqual([])
	})
})
