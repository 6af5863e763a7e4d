import { monitorEventLoopDelay } from 'node:perf_hooks'
import { compose } from '../../../adapters/main.ts'
import { readSettings } from '../../../adapters/settings.ts'
import type { Ask, Said } from './talk.ts'

/*
 * The whole service as `npm start` runs it, by what the environment says and by a clock that can be moved.
 */
let ahead = 0
const [cost] = process.argv.slice(2)
const app = await compose(readSettings(process.env), {
	clock: { now: () => Date.now() + ahead },
	...(cost && { passwordCost: Number(cost) }),
})
await app.start()
/** Milliseconds between two looks at the clock. */
const resolution = 10
const delays = monitorEventLoopDelay({ resolution })
delays.enable()
const say = (words: Said) => process.connected && process.send?.(words)

process.on('message', (ask: Ask) => {
	void answer(ask).then(say)
})
say({ ...(app.address && { address: app.address }) })

async function answer(ask: Ask): Promise<Said> {
	switch (ask.do) {
		case 'measure':
			delays.reset()
			return {}
		case 'tell': {
			// What is measured is the time from one look to the next.
			const beyond = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - resolution)
			return { delay: { p99: beyond(delays.percentile(99)), most: beyond(delays.max) } }
		}
		case 'advance':
			ahead += ask.milliseconds
			await app.drain()
			return {}
		case 'end':
			await app.stop()
			process.disconnect()
			return {}
	}
}
