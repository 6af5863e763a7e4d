import { afterEach, expect, test } from 'vitest'
import { compose } from '../../../adapters/main.ts'
import { openWork } from '../../../adapters/relay/work.ts'
import { bursts } from '../../../src/rules/limits.ts'
import { announcing } from '../../contracts/announcing.ts'
import { addCast } from '../../contracts/cast.ts'
import { movableClock } from '../../contracts/store.ts'
import { settingsIn, temporaryFolder } from '../service.ts'

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
	for (const end of ends.splice(0).toReversed()) await end()
})

test('what is claimed in the last moment before the end is waited for', async () => {
	const { folder, remove } = await temporaryFolder()
	ends.push(remove)
	const clock = movableClock()
	const app = await compose(settingsIn(folder), { clock })
	ends.push(() => app.stop())
	const cast = await addCast(app.database)
	const on = announcing({ ...app.database, clock }, cast)
	await on.open(cast.ada)
	await on.announce()
	clock.advance(bursts.settle)
	const { notices } = app.ports
	let claimed = () => {}
	const claims = new Promise<void>(resolve => (claimed = resolve))
	let end = () => {}
	const ended = new Promise<void>(resolve => (end = resolve))
	const kept: string[] = []
	const ports = {
		...app.ports,
		notices: {
			...notices,
			async claim(asked: Parameters<typeof notices.claim>[0]) {
				const taken = await notices.claim(asked)
				if (taken.length > 0) claimed()
				await ended
				return taken
			},
			async later(...given: Parameters<typeof notices.later>) {
				await notices.later(...given)
				kept.push('later')
			},
			async settle(...given: Parameters<typeof notices.settle>) {
				await notices.settle(...given)
				kept.push('settled')
			},
		},
	}
	const work = openWork(ports, {
		webhooks: app.database.webhooks,
		send: () => expect.fail(),
		bodyOf: () => expect.fail(),
	})
	work.wake()
	await claims
	const stopping = work.stop(60_000)
	end()
	await stopping
	expect(kept).toHaveLength(1)
})
