import { afterEach, describe, expect, it, vi } from 'vitest'
import { every } from '../../../adapters/relay/every.ts'
import { startRelay } from '../../../adapters/relay/loop.ts'
import { openLog } from '../../../adapters/log/open.ts'

const lines: string[] = []
const log = openLog('info', { write: line => void lines.push(line) })
const clock = { now: () => Date.now() }

afterEach(() => {
	vi.useRealTimers()
	lines.length = 0
})

/** Work that stands still until it is let go. */
function gate() {
	const waiting: (() => void)[] = []
	const work = vi.fn(() => new Promise<number | undefined>(resolve => waiting.push(() => resolve(undefined))))
	return { work, letGo: () => waiting.shift()?.() }
}

describe('the relay loop', () => {
	it('runs once at a time, and again for what came meanwhile', async () => {
		const { work, letGo } = gate()
		const loop = startRelay(work, { clock, log })
		for (let times = 0; times < 3; times += 1) loop.wake()
		expect(work).toHaveBeenCalledTimes(1)
		letGo()
		await vi.waitFor(() => expect(work).toHaveBeenCalledTimes(2))
		letGo()
		await loop.stop(1_000)
		expect(work).toHaveBeenCalledTimes(2)
	})

	it('drains after what is under way', async () => {
		const { work, letGo } = gate()
		const loop = startRelay(work, { clock, log })
		loop.wake()
		const drained = loop.drain()
		letGo()
		await vi.waitFor(() => expect(work).toHaveBeenCalledTimes(2))
		letGo()
		await drained
		await loop.stop(1_000)
		expect(work).toHaveBeenCalledTimes(2)
	})

	it('comes back when something is due, and every 5 seconds in any case', async () => {
		vi.useFakeTimers()
		const due = [Date.now() + 5_000, undefined]
		const work = vi.fn(async () => due.shift())
		const loop = startRelay(work, { clock, log })
		loop.wake()
		await vi.advanceTimersByTimeAsync(4_999)
		expect(work).toHaveBeenCalledTimes(1)
		await vi.advanceTimersByTimeAsync(1)
		expect(work).toHaveBeenCalledTimes(2)
		await vi.advanceTimersByTimeAsync(5_000)
		expect(work).toHaveBeenCalledTimes(3)
		await loop.stop(1_000)
		await vi.advanceTimersByTimeAsync(60_000)
		expect(work).toHaveBeenCalledTimes(3)
	})

	it('logs what fails and tries again soon; a drain says it', async () => {
		vi.useFakeTimers()
		const work = vi.fn(async (): Promise<number | undefined> => {
			throw new Error('no database')
		})
		const loop = startRelay(work, { clock, log })
		loop.wake()
		await vi.advanceTimersByTimeAsync(1_999)
		expect(work).toHaveBeenCalledTimes(1)
		await vi.advanceTimersByTimeAsync(1)
		expect(work).toHaveBeenCalledTimes(2)
		expect(lines[0]).toContain('no database')
		await expect(loop.drain()).rejects.toThrow('no database')
		await loop.stop(1_000)
	})

	it('says for how long it has failed, until a run is well', async () => {
		vi.useFakeTimers()
		let broken = true
		const work = async (): Promise<number | undefined> => {
			if (broken) throw new Error('no database')
			return undefined
		}
		const loop = startRelay(work, { clock, log })
		expect(loop.failingFor()).toBe(0)
		loop.wake()
		await vi.advanceTimersByTimeAsync(65_000)
		expect(loop.failingFor()).toBe(65_000)
		broken = false
		await vi.advanceTimersByTimeAsync(2_000)
		expect(loop.failingFor()).toBe(0)
		await loop.stop(1_000)
	})

	it('waits for what is under way when it stops, but not for ever', async () => {
		vi.useFakeTimers()
		const { work } = gate()
		const loop = startRelay(work, { clock, log })
		loop.wake()
		let stopped = false
		const stopping = loop.stop(10_000).then(() => {
			stopped = true
		})
		await vi.advanceTimersByTimeAsync(9_999)
		expect(stopped).toBe(false)
		await vi.advanceTimersByTimeAsync(1)
		await stopping
		loop.wake()
		expect(work).toHaveBeenCalledTimes(1)
	})
})

describe('now and then', () => {
	it('begins now, goes on, survives a failure and ends', async () => {
		vi.useFakeTimers()
		const work = vi.fn(async () => {
			throw new Error('not today')
		})
		const end = every(1_000, work, { log, event: 'sweeping failed' })
		expect(work).toHaveBeenCalledTimes(1)
		await vi.advanceTimersByTimeAsync(2_000)
		expect(work).toHaveBeenCalledTimes(3)
		await end()
		await vi.advanceTimersByTimeAsync(5_000)
		expect(work).toHaveBeenCalledTimes(3)
		expect(lines[0]).toContain('sweeping failed')
	})

	it('is waited for when it ends, but not for ever', async () => {
		vi.useFakeTimers()
		const { work } = gate()
		const end = every(1_000, work, { log, event: 'sweeping failed' })
		let ended = false
		const ending = end().then(() => {
			ended = true
		})
		await vi.advanceTimersByTimeAsync(1_999)
		expect(ended).toBe(false)
		await vi.advanceTimersByTimeAsync(1)
		await ending
	})
})
