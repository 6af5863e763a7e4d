import type { Identity } from '../../../src/domain/identity.ts'
import { type Json, part, records, word } from './payload.ts'

/** Who a verified payload comes from. */
export type Sender = {
	readonly identity: Identity
	/** What keys are made unique with. */
	readonly team: string
	/**
	 * A bot, or someone of another company in a shared channel. `perhaps`: someone whose home is another workspace than the
	 * one that they are in, where a whole organization has the app; only Slack knows whether it is of the organization.
	 */
	readonly stranger: 'no' | 'perhaps' | 'yes'
}

/** Where the app is installed that a payload is for. */
export function spaceOf(body: Json): string | undefined {
	const [authorization] = records(body, 'authorizations')
	const org = [body.is_enterprise_install, authorization?.is_enterprise_install].some(
		said => said === true || said === 'true',
	)
	const enterprise = word(body, 'enterprise_id') ?? word(part(body, 'enterprise'), 'id')
	// In a channel that several companies share, the payload's own team may be another one's.
	const team = word(authorization ?? {}, 'team_id') ?? word(body, 'team_id') ?? teamOfInteraction(body)
	return org ? (word(authorization ?? {}, 'enterprise_id') ?? enterprise) : team
}

/**
 * A window that was opened from a channel of several companies is sent from where its reader belongs, and says itself where
 * the app is that opened it. Where a whole organization has the app, there may be no team.
 * https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
 */
function teamOfInteraction(body: Json): string | undefined {
	const installed =
		body.type === 'view_submission' ? word(part(body, 'view'), 'app_installed_team_id') : undefined
	return installed ?? word(part(body, 'team'), 'id')
}

/** Every workspace and organization that an event of an installation's end may be about: it does not say which. */
export function spacesIn(body: Json): readonly string[] {
	const named = [body, ...records(body, 'authorizations')].flatMap(each => [
		word(each, 'team_id'),
		word(each, 'enterprise_id'),
	])
	return [...new Set(named)].filter(space => space !== undefined)
}

/** Who typed a slash command. */
export function senderOfCommand(body: Json): Sender | undefined {
	const team = word(body, 'team_id')
	const enterprise = word(body, 'enterprise_id')
	const org = body.is_enterprise_install === true || body.is_enterprise_install === 'true'
	return sender({ team, enterprise, org, user: word(body, 'user_id') })
}

/** Who pressed, chose, sent or used a shortcut. */
export function senderOfInteraction(body: Json): Sender | undefined {
	const user = part(body, 'user')
	const team = teamOfInteraction(body)
	const enterprise = word(part(body, 'enterprise'), 'id')
	const org = body.is_enterprise_install === true || body.is_enterprise_install === 'true'
	return sender({ team, enterprise, org, user: word(user, 'id'), home: word(user, 'team_id') })
}

/**
 * Who wrote, mentioned or opened.
 * @param event what says who, where it is not the event itself
 */
export function senderOfEvent(body: Json, event = part(body, 'event')): Sender | undefined {
	const [authorization] = records(body, 'authorizations')
	const team = word(body, 'team_id')
	return sender({
		team: word(authorization ?? {}, 'team_id') ?? team,
		enterprise: word(authorization ?? {}, 'enterprise_id') ?? word(body, 'enterprise_id'),
		org: authorization?.is_enterprise_install === true,
		user: word(event, 'user'),
		home: word(event, 'user_team') ?? word(event, 'team') ?? team,
		bot: event.bot_id !== undefined && event.bot_id !== null,
	})
}

type Told = {
	readonly team: string | undefined
	readonly enterprise: string | undefined
	/** Whether the app is installed for the whole organization. */
	readonly org: boolean
	readonly user: string | undefined
	/** The workspace that the person belongs to, where Slack says it. */
	readonly home?: string | undefined
	readonly bot?: boolean
}

function sender({ team, enterprise, org, user, home, bot = false }: Told): Sender | undefined {
	const space = org ? enterprise : team
	if (!space || !user) return undefined
	const sent = { identity: { platform: 'slack', space, user }, team: team ?? space }
	if (bot || user === 'USLACKBOT') return { ...sent, stranger: 'yes' }
	const foreign = home !== undefined && home !== team && home !== enterprise
	return { ...sent, stranger: foreign ? (org ? 'perhaps' : 'yes') : 'no' }
}
