import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { loginUrlOf } from '../../../adapters/teams/hosts.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { teamsEnvironment } from '../../standins/environment.ts'
import { startTeams } from '../../standins/teams/index.ts'
import { openWorld } from '../../world.ts'

const say = wordsOf('en')

it('of several tenants each has people of its own, and no other is answered', async () => {
	const [acme, umbra] = [await startTeams(), await startTeams()]
	const world = await openWorld({
		...teamsEnvironment(acme),
		TEAMS_TENANT_ID: `${acme.tenantId}, ${randomUUID()}`,
	})
	try {
		acme.serves(world.address)
		const ada = acme.person({ id: '29:ada', name: 'Ada Rossi' })
		expect((await ada.types('help')).screen).toContain(say('help.title'))
		// The same signature, for somebody of a tenant that is not on the list.
		const foreign = { tenantId: umbra.tenantId, conversationType: 'personal', id: 'a:29:ada' }
		const channelData = { tenant: { id: umbra.tenantId } }
		const body = JSON.stringify(
			acme.activity(
				{ id: '29:ada' },
				{ type: 'message', text: 'whoami', conversation: foreign, channelData },
			),
		)
		expect(await acme.post(body, `Bearer ${await acme.issuer.sign()}`)).toEqual({ status: 401 })
		const listed = await openWorld({
			...teamsEnvironment(acme),
			TEAMS_TENANT_ID: `${randomUUID()} ${umbra.tenantId}`,
		})
		acme.serves(listed.address)
		expect(await acme.post(body, `Bearer ${await acme.issuer.sign()}`)).toEqual({ status: 200 })
		await listed.close()
	} finally {
		await world.close()
		await acme.stop()
		await umbra.stop()
	}
})

it('the bot gets its token where it is registered: in its tenant, or for several', () => {
	expect(loginUrlOf({ tenantIds: ['one'] })).toBe('https://login.microsoftonline.com/one')
	expect(loginUrlOf({ tenantIds: ['one', 'two'] })).toBe('https://login.microsoftonline.com/botframework.com')
})
