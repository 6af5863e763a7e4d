import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type AdmissionLimits, openAdmission } from '../../../adapters/passwords/admission.ts'
import { Busy, type Comer } from '../../../src/ports/outside.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => vi.useRealTimers())

/** Whoever comes stays until they are let go; `came` says who was let in, in order. */
function door(limits: Partial<AdmissionLimits> = {}) {
	const admission = openAdmission({ places: 2, queue: 3, patience: 10_000, ...limits })
	const came: string[] = []
	const inside = new Map<string, () => void>()
	return {
		...admission,
		came,
		/** From a network of their own, unless it is said otherwise. */
		comes: (who: string, comer: Comer = {}) =>
			admission.admit(
				async () => {
					came.push(who)
					await new Promise<void>(leave => inside.set(who, leave))
					return who
				},
				{ network: `net of ${who}`, ...comer },
			),
		leaves: async (who: string) => {
			inside.get(who)?.()
			await new Promise(resolve => setImmediate(resolve))
		},
	}
}

test('few are in at once, others as they came, and no more than may wait', async () => {
	const { comes, leaves, came, isBusy, waiting } = door()
	const all = ['a', 'b', 'c', 'd', 'e'].map(who => comes(who))
	expect(came).toEqual(['a', 'b'])
	expect(waiting()).toBe(3)
	expect(isBusy({ network: 'another' })).toBe(true)
	await expect(comes('f')).rejects.toThrow(Busy)
	for (const who of ['b', 'a', 'c', 'd', 'e']) await leaves(who)
	expect(came).toEqual(['a', 'b', 'c', 'd', 'e'])
	expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd', 'e'])
	expect(isBusy({ network: 'another' })).toBe(false)
})

test('a place is handed on after what failed, too', async () => {
	const { admit, comes, came, leaves } = door({ places: 1 })
	const failing = admit(() => Promise.reject(new Error('no')), { network: 'net' })
	const next = comes('a')
	await expect(failing).rejects.toThrow('no')
	await leaves('a')
	expect(await next).toBe('a')
	expect(came).toEqual(['a'])
})

test('whoever has waited for too long is turned away then, known or not, though no place is handed on', async () => {
	const { comes, leaves, came, waiting } = door()
	const inside = [comes('a'), comes('b')]
	const late = Promise.allSettled([comes('Ada', { known: 'ada' }), comes('c'), comes('d')])
	vi.advanceTimersByTime(9_999)
	const fresh = comes('e')
	expect(waiting()).toBe(4)
	vi.advanceTimersByTime(1)
	for (const one of await late) expect(one).toMatchObject({ status: 'rejected', reason: expect.any(Busy) })
	expect(waiting()).toBe(1)
	const again = comes('Ada again', { known: 'ada' })
	for (const who of ['a', 'b']) await leaves(who)
	expect(came).toEqual(['a', 'b', 'Ada again', 'e'])
	vi.advanceTimersByTime(5_000)
	const last = comes('f')
	vi.advanceTimersByTime(5_000)
	// That those who are in have waited is over.
	expect(waiting()).toBe(1)
	for (const who of ['e', 'Ada again', 'f']) await leaves(who)
	expect(await Promise.all([...inside, fresh, again, last])).toEqual(['a', 'b', 'e', 'Ada again', 'f'])
})

test('who is known goes before a flood of others, however many wait', async () => {
	const { comes, leaves, came, isBusy } = door()
	const flood = ['a', 'b', 'c', 'd', 'e'].map(who => comes(who))
	expect(isBusy({ network: 'hers' })).toBe(true)
	expect(isBusy({ network: 'hers', known: 'ada' })).toBe(false)
	const ada = comes('Ada', { known: 'ada' })
	await leaves('a')
	expect(came).toEqual(['a', 'b', 'Ada'])
	for (const who of ['b', 'c', 'd', 'e', 'Ada']) await leaves(who)
	await Promise.all([...flood, ada])
})

test('who comes several times at once is known once, and then one of the others', async () => {
	const { comes, leaves, came, isBusy } = door()
	const first = ['x', 'y', 'z'].map(who => comes(who, { known: 'mallory' }))
	const others = [comes('a'), comes('b')]
	// One is in as known; so is one for whom there was room; the third waits with the others.
	expect(came).toEqual(['x', 'y'])
	expect(isBusy({ known: 'mallory' })).toBe(true)
	await expect(comes('w', { known: 'mallory' })).rejects.toThrow(Busy)
	const ada = comes('Ada', { known: 'ada' })
	await leaves('y')
	expect(came).toEqual(['x', 'y', 'Ada'])
	await leaves('x')
	const again = comes('x again', { known: 'mallory' })
	await leaves('Ada')
	expect(came).toEqual(['x', 'y', 'Ada', 'z', 'x again'])
	for (const who of ['z', 'a', 'b', 'x again']) await leaves(who)
	await Promise.all([...first, ...others, ada, again])
})

test('of four places one goes to those that nobody knows, though there is always someone who is known', async () => {
	const { comes, leaves, came } = door({ places: 1, queue: 100 })
	const all = ['a', 'b', 'c'].map(who => comes(who))
	for (let n = 0; n < 9; n += 1) all.push(comes(`known ${n}`, { known: `someone ${n}` }))
	for (let n = 0; n < all.length; n += 1) await leaves(came.at(-1) ?? '')
	expect(came.map(who => who.length)).toEqual([1, 7, 7, 7, 1, 7, 7, 7, 1, 7, 7, 7])
	await Promise.all(all)
})

test.each([[{}], [{ known: 'somebody' }]])('one network leaves room for others, %j', async comer => {
	const { comes, leaves, came, isBusy, waiting } = door({ places: 1, queue: 8 })
	const network = 'mallorys'
	const as = (n: number) => ({ ...comer, network, ...('known' in comer && { known: `account ${n}` }) })
	const flood = Promise.allSettled(Array.from({ length: 50 }, (_, n) => comes(`m${n}`, as(n))))
	expect(isBusy(as(51))).toBe(true)
	expect(waiting()).toBe('known' in comer ? 8 : 4)
	const others = ['a', 'b', 'c', 'd'].map(who => comes(who, 'known' in comer ? { known: who } : {}))
	expect(isBusy({ network: 'another' })).toBe(!('known' in comer))
	while (waiting() > 0) await leaves(came.at(-1) ?? '')
	await leaves(came.at(-1) ?? '')
	expect(came).toEqual(expect.arrayContaining(['a', 'b', 'c', 'd']))
	await Promise.all([flood, ...others])
})
