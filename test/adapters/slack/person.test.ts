import { describe, expect, it } from 'vitest'
import { senderOfEvent, spaceOf, spacesIn } from '../../../adapters/slack/receive/person.ts'

/** As Slack sends them. https://docs.slack.dev/apis/events-api/ and https://docs.slack.dev/enterprise/ */
const event = (more: object, told: object = {}) => ({
	type: 'event_callback',
	team_id: 'T0ACME',
	authorizations: [{ enterprise_id: null, team_id: 'T0ACME', is_bot: true, is_enterprise_install: false }],
	event: { type: 'message', user: 'U0ADA', ...told },
	...more,
})

describe('in a channel that two companies share', () => {
	const elsewhere = { team_id: 'T0OTHER', is_ext_shared_channel: true }

	it('an event is for where the app is installed, whoever’s team it names', () => {
		expect(spaceOf(event(elsewhere))).toBe('T0ACME')
		const ours = senderOfEvent(event(elsewhere, { user_team: 'T0ACME' }))
		expect(ours).toMatchObject({ identity: { space: 'T0ACME', user: 'U0ADA' }, stranger: false })
	})

	it('somebody of the other company is a stranger, also where only the payload’s team says so', () => {
		expect(senderOfEvent(event(elsewhere, { user_team: 'T0OTHER' }))).toMatchObject({ stranger: true })
		expect(senderOfEvent(event({}, { team: 'T0OTHER' }))).toMatchObject({ stranger: true })
		expect(senderOfEvent(event(elsewhere))).toMatchObject({ stranger: true })
	})
})

it('an event of an app that a whole organization has is for the organization', () => {
	const org = [{ enterprise_id: 'E0GROUP', team_id: 'T0ACME', is_bot: true, is_enterprise_install: true }]
	const body = event({ authorizations: org })
	expect(spaceOf(body)).toBe('E0GROUP')
	expect(senderOfEvent(body)).toMatchObject({ identity: { space: 'E0GROUP' }, stranger: false })
})

it('the end of an installation may be of the workspace or of its organization', () => {
	const over = { type: 'app_uninstalled' }
	expect(spacesIn({ team_id: 'T0ACME', event: over })).toEqual(['T0ACME'])
	expect(spacesIn({ team_id: null, enterprise_id: 'E0GROUP', event: over })).toEqual(['E0GROUP'])
	expect(spacesIn({ team_id: 'T0ACME', enterprise_id: 'E0GROUP', event: over })).toEqual([
		'T0ACME',
		'E0GROUP',
	])
})
