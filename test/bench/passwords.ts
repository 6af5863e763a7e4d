import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { openWorld } from '../world.ts'
import type { Measured } from './measured.ts'

const atOnce = 20
const cost = 12

/** Twenty people sign in at the same moment, over HTTP, with real hashes; how long does the event loop wait? */
export async function passwords(): Promise<readonly Measured[]> {
	const world = await openWorld({}, { passwordCost: cost })
	const { address } = world
	const signIn = () =>
		fetch(`${address}/sign-in`, {
			method: 'POST',
			redirect: 'manual',
			headers: {
				origin: world.app.ports.settings.publicUrl,
				'content-type': 'application/x-www-form-urlencoded',
			},
			body: new URLSearchParams({ email: world.cast.ada.email, password: 'not the password' }),
		}).then(response => response.arrayBuffer())
	await signIn()
	const delay = monitorEventLoopDelay({ resolution: 1 })
	delay.enable()
	const start = performance.now()
	await Promise.all(Array.from({ length: atOnce }, signIn))
	const whole = performance.now() - start
	delay.disable()
	await world.close()
	return [
		{ what: `${atOnce} sign-ins at once, bcrypt cost ${cost}, all answered after`, value: whole, unit: 'ms' },
		{ what: 'event loop delay meanwhile, p50', value: delay.percentile(50) / 1e6, unit: 'ms' },
		{ what: 'event loop delay meanwhile, p99', value: delay.percentile(99) / 1e6, unit: 'ms', most: 50 },
		{ what: 'event loop delay meanwhile, longest', value: delay.max / 1e6, unit: 'ms' },
	]
}
