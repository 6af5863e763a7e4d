import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTell } from '../../../adapters/slack/deliver.ts'
import { SlackRefused } from '../../../adapters/slack/api.ts'
import { message } from '../../../src/features/message.ts'
import { Unreachable } from '../../../src/ports/outside.ts'
import { type Desk, openDesk, team } from './desk.ts'

const told = message({ locale: 'en' }, { tone: 'info', title: 'Hello from elsewhere' })

let desk: Desk
beforeEach(async () => {
	desk = await openDesk()
})
afterEach(() => desk.close())

it('speaks to a person in their conversation with the bot, where nobody else sees it', async () => {
	const { chats } = desk.world.app.ports
	await chats.tell({ platform: 'slack', space: team, user: 'U0ADA' }, told)
	expect(desk.ada.screen()).toContain(told.title)
	expect(desk.carla.screen()).not.toContain(told.title)
	expect(desk.slack.problems).toEqual([])
})

it('does not speak to the people of another workspace, whose ids may be the same', async () => {
	const { chats } = desk.world.app.ports
	const elsewhere = { platform: 'slack', space: 'T0OTHER', user: 'U0ADA' }
	await expect(chats.tell(elsewhere, told)).rejects.toBeInstanceOf(Unreachable)
	await expect(chats.tell({ ...elsewhere, platform: 'teams' }, told)).rejects.toBeInstanceOf(Unreachable)
	expect(desk.ada.screen()).not.toContain(told.title)
})

it.each([
	['channel_not_found', true],
	['user_disabled', true],
	['messages_tab_disabled', true],
	['token_revoked', false],
	['account_inactive', false],
	['invalid_auth', false],
	['internal_error', false],
])('after Slack’s %s: unreachable for ever is %s', async (code, final) => {
	const tell = createTell({
		workspace: async () => ({ space: team, name: 'Acme', botUser: 'U0BOT' }),
		post: async () => {
			throw new SlackRefused(code)
		},
	})
	const failed = tell({ platform: 'slack', space: team, user: 'U0ADA' }, told)
	await expect(failed).rejects.toBeInstanceOf(final ? Unreachable : SlackRefused)
})
