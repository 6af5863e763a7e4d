import type { AddressInfo } from 'node:net'
import { App, LogLevel } from '@slack/bolt'
import { describe, expect, it } from 'vitest'
import { type SlackStandIn, startSlack } from './index.ts'

/** A real Bolt app with a listener of each kind. */
function bolt(
	slack: SlackStandIn,
	way: { socketMode: true; appToken: string } | { signingSecret: string },
): App {
	const app = new App({
		token: slack.botToken,
		clientOptions: { slackApiUrl: slack.apiUrl },
		logLevel: LogLevel.ERROR,
		...way,
	})
	const button = {
		type: 'button' as const,
		action_id: 'go',
		text: { type: 'plain_text' as const, text: 'Go' },
	}
	app.command('/tickets', ({ ack }) =>
		ack({ text: 'x'.repeat(200), blocks: [{ type: 'actions', elements: [button] }] }),
	)
	app.action('go', async ({ ack, respond }) => {
		await ack()
		await respond({ text: 'Gone', replace_original: true, blocks: [] })
	})
	app.message('hello', async ({ say }) => {
		await say('Hello to you')
	})
	return app
}

async function story(slack: SlackStandIn): Promise<void> {
	const ada = slack.person({ id: 'U0ADA', name: 'ada' })
	expect((await ada.types('/tickets')).screen).toContain('[Go]')
	await ada.presses('Go')
	await slack.idle()
	expect(ada.messages('general').map(({ text }) => text)).toEqual(['Gone'])
	await ada.writes('hello')
	await slack.idle()
	expect(ada.messages('bot').map(({ text }) => text)).toEqual(['hello', 'Hello to you'])
	expect(slack.problems).toEqual([])
}

describe('a real Bolt app takes commands, actions and events', () => {
	it('by Socket Mode', async () => {
		const slack = await startSlack()
		const app = bolt(slack, { socketMode: true, appToken: slack.appToken })
		await app.start()
		await story(slack)
		await app.stop()
		await slack.stop()
	})

	it('over signed HTTP', async () => {
		const slack = await startSlack()
		const app = bolt(slack, { signingSecret: slack.signingSecret })
		const server = await app.start(0)
		await slack.serves(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
		await story(slack)
		expect((await slack.forge({ body: 'command=/tickets', secret: 'guessed' })).status).toBe(401)
		await app.stop()
		await slack.stop()
	})
})
