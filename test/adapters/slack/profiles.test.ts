import { expect, it } from 'vitest'
import { createProfiles } from '../../../adapters/slack/profiles.ts'
import type { SlackUser } from '../../../adapters/slack/api.ts'
import { movableClock } from '../../contracts/store.ts'

const ada = { platform: 'slack', space: 'T1', user: 'U0ADA' }
const log = { info: () => {}, warn: () => {}, error: () => {} }

function opened(user: (id: string) => Promise<SlackUser>) {
	const asked: string[] = []
	const clock = movableClock()
	const api = {
		user: (id: string) => {
			asked.push(id)
			return user(id)
		},
		workspace: async () => ({ space: 'T1', name: 'Acme', botUser: 'U0BOT' }),
	}
	return { asked, clock, profiles: createProfiles(api, clock, log) }
}

it('asks once an hour, however many want to know', async () => {
	const { asked, clock, profiles } = opened(async () => ({
		name: 'Ada',
		locale: 'it-IT',
		timeZone: 'Europe/Rome',
	}))
	const profile = { name: 'Ada', spaceName: 'Acme', locale: 'it-IT', timeZone: 'Europe/Rome' }
	expect(await Promise.all([profiles.of(ada), profiles.of(ada)])).toEqual([profile, profile])
	clock.advance(59 * 60_000)
	expect(await profiles.of(ada)).toEqual(profile)
	expect(asked).toHaveLength(1)
	clock.advance(60_001)
	await profiles.of(ada)
	expect(asked).toHaveLength(2)
})

it('knows nothing of other platforms, and asks nothing', async () => {
	const { asked, profiles } = opened(async () => ({ name: 'Ada', locale: undefined, timeZone: undefined }))
	expect(await profiles.of({ ...ada, platform: 'teams' })).toBeUndefined()
	expect(asked).toEqual([])
	expect(await profiles.of(ada)).toEqual({ name: 'Ada', spaceName: 'Acme' })
})

it('does without when Slack does not tell, and asks again after a while', async () => {
	let down = true
	const { asked, clock, profiles } = opened(async () => {
		if (down) throw new Error('down')
		return { name: 'Ada', locale: undefined, timeZone: undefined }
	})
	expect(await profiles.of(ada)).toBeUndefined()
	expect(await profiles.of(ada)).toBeUndefined()
	expect(asked).toHaveLength(1)
	down = false
	clock.advance(30_001)
	expect(await profiles.of(ada)).toMatchObject({ name: 'Ada' })
})

it('keeps as many as it has room for, those asked for last', async () => {
	const { asked, profiles } = opened(async name => ({ name, locale: undefined, timeZone: undefined }))
	await profiles.of(ada)
	for (let index = 0; index < 4_999; index++) await profiles.of({ ...ada, user: `U${index}` })
	await profiles.of(ada)
	await profiles.of({ ...ada, user: 'one more' })
	expect(asked).toHaveLength(5_001)
	await profiles.of(ada)
	expect(asked).toHaveLength(5_001)
	await profiles.of({ ...ada, user: 'U0' })
	expect(asked).toHaveLength(5_002)
})
