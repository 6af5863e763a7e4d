import { expect, test } from 'vitest'
import { type AdmissionLimits, openAdmission } from '../../../adapters/passwords/admission.ts'
import { Busy } from '../../../src/ports/outside.ts'

/** Whoever comes stays until they are let go; `came` says who was let in, in order. */
function door(limits: Partial<AdmissionLimits> = {}) {
	let time = 0
	const admission = openAdmission({ places: 2, known: 3, anyone: 3, patience: 10_000, ...limits }, () => time)
	const came: string[] = []
	const inside = new Map<string, () => void>()
	return {
		...admission,
		came,
		passes: (milliseconds: number) => void (time += milliseconds),
		comes: (who: string, known?: string) =>
			admission.admit(async () => {
				came.push(who)
				await new Promise<void>(leave => inside.set(who, leave))
				return who
			}, known),
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
	expect(isBusy()).toBe(true)
	await expect(comes('f')).rejects.toThrow(Busy)
	for (const who of ['b', 'a', 'c', 'd', 'e']) await leaves(who)
	expect(came).toEqual(['a', 'b', 'c', 'd', 'e'])
	expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd', 'e'])
	expect(isBusy()).toBe(false)
})

test('a place is handed on after what failed, too', async () => {
	const { admit, comes, came, leaves } = door({ places: 1, known: 0, anyone: 5 })
	const failing = admit(() => Promise.reject(new Error('no')))
	const next = comes('a')
	await expect(failing).rejects.toThrow('no')
	await leaves('a')
	expect(await next).toBe('a')
	expect(came).toEqual(['a'])
})

test('who has waited for too long is turned away when there is a place, and it goes to who came later', async () => {
	const { comes, leaves, came, passes, waiting } = door()
	const in1 = comes('a')
	const in2 = comes('b')
	const ada = comes('Ada', 'ada')
	const late = Promise.allSettled([comes('c'), comes('d')])
	passes(10_000)
	const fresh = comes('e')
	await leaves('a')
	await leaves('b')
	expect(came).toEqual(['a', 'b', 'Ada', 'e'])
	expect(waiting()).toBe(0)
	for (const one of await late) expect(one).toMatchObject({ status: 'rejected', reason: expect.any(Busy) })
	for (const who of ['e', 'Ada']) await leaves(who)
	await Promise.all([in1, in2, fresh, ada])
	const later = comes('f')
	await leaves('f')
	expect(await later).toBe('f')
})

test('who is known goes before a flood of others, however many wait', async () => {
	const { comes, leaves, came, isBusy } = door()
	const flood = ['a', 'b', 'c', 'd', 'e'].map(who => comes(who))
	expect(isBusy()).toBe(true)
	expect(isBusy('ada')).toBe(false)
	const ada = comes('Ada', 'ada')
	await leaves('a')
	expect(came).toEqual(['a', 'b', 'Ada'])
	for (const who of ['b', 'c', 'd', 'e', 'Ada']) await leaves(who)
	await Promise.all([...flood, ada])
})

test('who comes several times at once is known once, and then one of the others', async () => {
	const { comes, leaves, came, isBusy } = door()
	const first = ['x', 'y', 'z'].map(who => comes(who, 'mallory'))
	const others = [comes('a'), comes('b')]
	// One is in as known; so is one for whom there was room; the third waits with the others.
	expect(came).toEqual(['x', 'y'])
	expect(isBusy('mallory')).toBe(true)
	await expect(comes('w', 'mallory')).rejects.toThrow(Busy)
	const ada = comes('Ada', 'ada')
	await leaves('y')
	expect(came).toEqual(['x', 'y', 'Ada'])
	await leaves('x')
	const again = comes('x again', 'mallory')
	await leaves('Ada')
	expect(came).toEqual(['x', 'y', 'Ada', 'z', 'x again'])
	for (const who of ['z', 'a', 'b', 'x again']) await leaves(who)
	await Promise.all([...first, ...others, ada, again])
})
