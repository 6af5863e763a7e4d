import type { Account, Locale } from '../../../src/domain/account.ts'
import { codeFor, codeHash } from '../../../src/features/codes.ts'
import { teamsEnvironment } from '../../standins/environment.ts'
import { type Person, startTeams, type Teams } from '../../standins/teams/index.ts'
import { openWorld, type World } from '../../world.ts'

/** The real service with Microsoft's side played. */
export type Service = {
	readonly world: World
	readonly teams: Teams
	readonly ada: Person
	readonly carla: Person
	readonly mallory: Person
	readonly diego: Person
	/** Links someone without the mail. */
	readonly link: (person: Person, account: Account) => Promise<void>
	close(): Promise<void>
}

export async function openService(
	options: { readonly locale?: Locale } = {},
	environment: Readonly<Record<string, string>> = {},
): Promise<Service> {
	const teams = await startTeams()
	const world = await openWorld(
		{
			...teamsEnvironment(teams),
			...environment,
		},
		options,
	)
	teams.serves(world.address)
	const { ports } = world.app
	return {
		world,
		teams,
		ada: teams.person({ id: '29:ada', name: 'Ada Rossi' }),
		carla: teams.person({ id: '29:carla', name: 'Carla Neri' }),
		mallory: teams.person({ id: '29:mallory', name: 'Mallory Gray' }),
		diego: teams.person({ id: '29:diego', name: 'Diego Sala' }),
		async link(who, account) {
			const user = teams.activity({ id: who.id }, {}).from as { aadObjectId: string }
			const identity = { platform: 'teams', space: teams.tenantId, user: user.aadObjectId }
			const hash = codeHash(ports.secrets, identity, codeFor(ports.secrets, 'connect-code', who.id))
			const expiresAt = world.clock.now() + 60_000
			await ports.links.issueCode({ identity, account: account.id, hash, expiresAt, tries: 1 })
			await ports.links.link({ identity, name: 'Teams', hash })
		},
		async close() {
			await world.close()
			await teams.stop()
		},
	}
}
