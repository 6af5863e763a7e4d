import { setTimeout } from 'node:timers/promises'
import { noticeRelay } from '../../src/notices/relay.ts'
import type { Ports } from '../../src/ports/index.ts'
import { lanes, relay } from '../../src/relay.ts'
import { type WebhookOutside, webhookRelay } from '../../src/webhooks/relay.ts'
import { startRelay } from './loop.ts'
import { within } from './patience.ts'

/** All that is done after answers: letters, notices, webhooks, files to be fetched. */
export type Work = {
	/** There may be something to do. */
	wake(): void
	/** For how many milliseconds some of it has failed every time; 0 when all was well the last time. */
	failingFor(): number
	/** Does everything that is due by now. @throws what the work throws */
	drain(): Promise<void>
	/** Begins nothing more. */
	retire(): void
	/** Retires, and waits for what is under way, at most so many milliseconds. */
	stop(patience: number): Promise<void>
}

/** Milliseconds between two tries to keep something; each takes some time by itself. */
const betweenTries = 250

/** Does what waits, from the first {@link Work.wake} on. */
export function openWork(ports: Ports, outside: WebhookOutside): Work {
	const { clock, log, notices } = ports
	const ending = new AbortController()
	const running = { ending: ending.signal, pause: () => setTimeout(betweenTries) }
	const jobLoops = lanes.map(lane => startRelay(() => relay(ports, lane, running), { clock, log }))
	const told = noticeRelay(ports, {
		wake: () => noticeLoop.wake(),
		turn: () => new Promise(resolve => setImmediate(resolve)),
		running,
	})
	const noticeLoop = startRelay(() => told.work(), { clock, log })
	const hooks = webhookRelay(ports, outside, () => hookLoop.wake(), running)
	const hookLoop = startRelay(() => hooks.work(), { clock, log })
	const loops = [...jobLoops, noticeLoop, hookLoop]
	return {
		wake() {
			for (const loop of loops) loop.wake()
		},
		failingFor: () => Math.max(...loops.map(loop => loop.failingFor())),
		async drain() {
			// What one lane has done may have woken another that had come to its end.
			do await Promise.all(jobLoops.map(loop => loop.drain()))
			while (jobLoops.some(loop => loop.isRunning()))
			// What is announced above is told here, one message to a person at a time.
			do {
				await noticeLoop.drain()
				await told.idle()
			} while (((await notices.nextDue()) ?? Infinity) <= clock.now())
			do {
				await hookLoop.drain()
				await hooks.idle()
			} while ((await outside.webhooks.due()).some(({ at }) => at <= clock.now()))
		},
		retire: () => ending.abort(),
		async stop(patience) {
			const began = performance.now()
			ending.abort()
			await Promise.all(loops.map(loop => loop.stop(patience)))
			// What was claimed in the last moment is under way only now.
			const left = Math.max(0, patience - (performance.now() - began))
			await within(left, Promise.all([told.idle(), hooks.idle()]))
		},
	}
}
