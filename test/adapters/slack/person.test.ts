import { describe, expect, it } from 'vitest'
import {
	senderOfCommand,
	senderOfEvent,
	senderOfInteraction,
	spaceOf,
	spacesIn,
} from '../../../adapters/slack/receive/person.ts'

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
		expect(ours).toMatchObject({ identity: { space: 'T0ACME', user: 'U0ADA' }, stranger: 'no' })
	})

	it('somebody of the other company is a stranger, also where only the payload’s team says so', () => {
		expect(senderOfEvent(event(elsewhere, { user_team: 'T0OTHER' }))).toMatchObject({ stranger: 'yes' })
		expect(senderOfEvent(event({}, { team: 'T0OTHER' }))).toMatchObject({ stranger: 'yes' })
		expect(senderOfEvent(event(elsewhere))).toMatchObject({ stranger: 'yes' })
	})
})

it('an event of an app that a whole organization has is for the organization', () => {
	const org = [{ enterprise_id: 'E0GROUP', team_id: 'T0ACME', is_bot: true, is_enterprise_install: true }]
	const body = event({ authorizations: org })
	expect(spaceOf(body)).toBe('E0GROUP')
	expect(senderOfEvent(body)).toMatchObject({ identity: { space: 'E0GROUP' }, stranger: 'no' })
})

describe('where a whole organization has the app', () => {
	const org = { is_enterprise_install: true, enterprise: { id: 'E0GROUP', name: 'Group' } }
	const sent = (more: object) => ({ type: 'view_submission', view: { id: 'V1' }, ...org, ...more })

	it('a form that is sent from no team is the organization’s', () => {
		const body = sent({ team: null, user: { id: 'W0ADA', team_id: 'T0ACME' } })
		expect(spaceOf(body)).toBe('E0GROUP')
		expect(senderOfInteraction(body)).toMatchObject({ identity: { space: 'E0GROUP', user: 'W0ADA' } })
	})

	it('one person is one identity in each of its workspaces, and only Slack knows whose someone from elsewhere is', () => {
		const home = { id: 'W0ADA', team_id: 'T0ACME' }
		const command = { enterprise_id: 'E0GROUP', is_enterprise_install: 'true', user_id: 'W0ADA' }
		const identity = { platform: 'slack', space: 'E0GROUP', user: 'W0ADA' }
		expect(senderOfCommand({ ...command, team_id: 'T0OTHER' })).toMatchObject({ identity, stranger: 'no' })
		expect(senderOfInteraction(sent({ team: { id: 'T0ACME' }, user: home }))).toMatchObject({
			identity,
			stranger: 'no',
		})
		const away = { identity, stranger: 'perhaps' }
		expect(senderOfInteraction(sent({ team: { id: 'T0OTHER' }, user: home }))).toMatchObject(away)
		const authorizations = [{ enterprise_id: 'E0GROUP', team_id: 'T0OTHER', is_enterprise_install: true }]
		const said = event({ authorizations }, { user: 'W0ADA', user_team: 'T0ACME' })
		expect(senderOfEvent(said)).toMatchObject(away)
		expect(senderOfEvent(event({ authorizations }, { bot_id: 'B1', user_team: 'T0ACME' }))).toMatchObject({
			stranger: 'yes',
		})
	})
})

it('a window that was opened by the app of another company is that one’s, and whoever sends it a stranger there', () => {
	const body = {
		type: 'view_submission',
		team: { id: 'T0OTHER' },
		user: { id: 'U0MAL', team_id: 'T0OTHER' },
		view: { id: 'V1', app_installed_team_id: 'T0ACME' },
	}
	expect(spaceOf(body)).toBe('T0ACME')
	expect(senderOfInteraction(body)).toMatchObject({ identity: { space: 'T0ACME' }, stranger: 'yes' })
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
