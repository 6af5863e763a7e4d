import { teamsEnvironment } from '../standins/environment.ts'
import { startTeams } from '../standins/teams/index.ts'
import { build } from './build.ts'
import { generated } from './generated.ts'
import { someoneLinked } from './linked.ts'
import { type Measured, medianOf } from './measured.ts'
import { type Asked, byTurns, ratioOf, serve } from './served/measure.ts'
import { serveOurs } from './served/ours.ts'

const user = { id: '29:ada', name: 'Ada Rossi', aadObjectId: '7c9ed9f2-0b0e-4a53-9d6f-2f6b1f6b2a01' }

/**
 * The list by `Action.Execute`, answered with the card that takes the old one's place, in CPU of the process, beside
 * botbuilder's own empty turn with the same check of the token: in processes of their own, by turns.
 * @param tickets how many there are in the database
 */
export async function teams(tickets: number): Promise<readonly Measured[]> {
	build()
	const stand = await startTeams()
	const environment = await generated(tickets)
	await someoneLinked(environment, { platform: 'teams', space: stand.tenantId, user: user.aadObjectId })
	// As from the connector, which sends the same one for many minutes.
	const authorization = `Bearer ${await stand.issuer.sign()}`
	const ask = (): Asked => pressed(authorization, stand)
	const { appId, appPassword, tenantId, openIdMetadataUrl } = stand
	const words = [appId, appPassword, tenantId, openIdMetadataUrl]
	const floor = await serve(new URL('teams/floor.js', import.meta.url), words)
	const ours = await serveOurs({ ...environment, ...teamsEnvironment(stand) })
	try {
		const of = await byTurns({
			floor: { served: floor, ask },
			ours: { served: ours, ask, expects: 'My requests' },
		})
		const what = `the list, of ${tickets.toLocaleString('en')}`
		return [
			medianOf('botbuilder’s empty turn, CPU', of.floor.cpu, 'µs'),
			medianOf(`${what}, CPU`, of.ours.cpu, 'µs'),
			ratioOf(`${what}, of that of the empty turn`, of.ours.cpu, of.floor.cpu, 1.3),
		]
	} finally {
		await floor.stop()
		await ours.stop()
		await stand.stop()
	}
}

/** The button that leads to the list, pressed in the personal chat; never the same twice. */
function pressed(authorization: string, stand: Awaited<ReturnType<typeof startTeams>>): Asked {
	const activity = stand.activity(user, {
		type: 'invoke',
		name: 'adaptiveCard/action',
		conversation: { id: 'a:ada', conversationType: 'personal', tenantId: stand.tenantId },
		replyToId: '1700000000001',
		value: {
			action: {
				type: 'Action.Execute',
				verb: 'list',
				data: { command: { do: 'list', scope: 'requested' } },
			},
			trigger: 'manual',
		},
	})
	const body = JSON.stringify(activity)
	return {
		path: '/api/messages',
		body,
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-length': String(Buffer.byteLength(body)),
			authorization,
		},
	}
}
