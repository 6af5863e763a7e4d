import { channelId, type Json } from '../../standins/teams/world.ts'
import { asked, commandIn, typed } from './commands.ts'
import type { Stage } from './stage.ts'
import type { Asks } from './surfaces.ts'
import type { Who } from './verdicts.ts'

/** Does something in Teams. @returns all that the service said in return, to whomever */
async function heard({ teams }: Stage, act: () => Promise<{ readonly body: unknown }>): Promise<string> {
	const { world } = teams
	const since = world.clock
	const { body } = await act()
	const said = world.messages.filter(({ touched, from }) => touched > since && from === world.botId)
	world.messages = []
	return [...(body ? [body] : []), ...said.map(({ text, attachments }) => [text, attachments])]
		.map(one => JSON.stringify(one))
		.join('\n')
}

async function sent({ teams, cast }: Stage, who: Who, activity: Json): Promise<{ readonly body: unknown }> {
	const whole = teams.activity({ id: cast[who].user }, activity)
	const answer = await teams.post(JSON.stringify(whole), `Bearer ${await teams.issuer.sign()}`)
	if (answer.status !== 200) throw new Error(`answered with ${answer.status}`)
	return answer
}

const alone = ({ teams, cast }: Stage, who: Who): Json => ({
	id: `a:${cast[who].user}`,
	conversationType: 'personal',
	tenantId: teams.tenantId,
})

const inChannel = ({ teams }: Stage): Json => ({
	id: `${channelId};messageid=1`,
	conversationType: 'channel',
	tenantId: teams.tenantId,
	isGroup: true,
})

/** Types any words to the bot alone. @returns all that the service said in return, to whomever */
export async function typesWords(stage: Stage, who: Who, text: string): Promise<string> {
	const activity = { type: 'message', conversation: alone(stage, who), text, textFormat: 'plain' }
	return heard(stage, () => sent(stage, who, activity))
}

export const typing: Asks = (stage, { who, name, about }) =>
	typesWords(stage, who, typed[name]?.(about) ?? '')

export const mentioning: Asks = async (stage, { who, name, about }) => {
	const text = typed[name]?.(about) ?? ''
	const mention = '<at>Sportello</at>'
	const mentioned = { id: stage.teams.world.botId, name: 'Sportello' }
	return heard(stage, () =>
		sent(stage, who, {
			type: 'message',
			conversation: inChannel(stage),
			text: `${mention} ${text}`,
			entities: [{ type: 'mention', text: mention, mentioned }],
		}),
	)
}

const pressing =
	(where: (stage: Stage, who: Who) => Json): Asks =>
	async (stage, { who, name, about }) => {
		const action = { type: 'Action.Execute', verb: commandIn(name), data: { command: asked[name](about) } }
		return heard(stage, () =>
			sent(stage, who, {
				type: 'invoke',
				name: 'adaptiveCard/action',
				conversation: where(stage, who),
				replyToId: '1',
				value: { action, trigger: 'manual' },
			}),
		)
	}

export const pressingAlone = pressing(alone)
export const pressingInChannel = pressing(inChannel)

/** Says to the service that this person changed the message that the comment came in. */
export const changing: Asks = async (stage, { who, name, source }) => {
	const [, tenantId = '', ...place] = source.split(':')
	const id = place.pop()
	const tenant = { id: tenantId }
	return heard(stage, () =>
		sent(stage, who, {
			...(name === 'edit'
				? {
						type: 'messageUpdate',
						channelData: { tenant, eventType: 'editMessage' },
						text: 'It is dark here.',
					}
				: { type: 'messageDelete', channelData: { tenant, eventType: 'softDeleteMessage' } }),
			id,
			conversation: { id: place.join(':'), conversationType: 'personal', tenantId },
		}),
	)
}
