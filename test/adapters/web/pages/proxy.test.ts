import { afterEach, expect, test } from 'vitest'
import { signInBudget } from '../../../../src/rules/limits.ts'
import { openPortal, type Portal } from './portal.ts'

let portal: Portal
afterEach(() => portal.close())

/** How many wrong passwords were looked at before the budget of where they come from was spent. */
async function spent(forwarded: (attempt: number) => string): Promise<number> {
	const tried: string[] = []
	const { signIns } = portal.ports
	const attempt = signIns.attempt.bind(signIns)
	signIns.attempt = async made => {
		const taken = await attempt(made)
		if (taken.allowed) tried.push(made.from ?? '')
		return taken
	}
	for (let each = 0; each < signInBudget.network + 5; each += 1) {
		const body = new URLSearchParams({ email: `who${each}@umbra.example`, password: 'wrong' })
		const headers = { origin: portal.address, 'x-forwarded-for': forwarded(each) }
		await portal.as().raw('/sign-in', { method: 'POST', headers, body })
	}
	return tried.length
}

test('behind a proxy that is named each visitor has tries of their own', async () => {
	portal = await openPortal(undefined, ['127.0.0.1', '::1'])
	expect(await spent(each => `192.0.2.${each % 5}`)).toBe(signInBudget.network + 5)
})

test('a visitor who forges the header behind that proxy gains nothing', async () => {
	portal = await openPortal(undefined, ['127.0.0.1', '::1'])
	expect(await spent(each => `198.51.100.${each}, 192.0.2.7`)).toBe(signInBudget.network)
})

test('without a named proxy the header gains nothing', async () => {
	portal = await openPortal()
	expect(await spent(each => `192.0.2.${each}`)).toBe(signInBudget.network)
})
