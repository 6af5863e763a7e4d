import { domainOf } from './email.ts'

/** Whether an address may sign up by itself; `policy` as in the settings. */
export function maySignUp(policy: 'open' | 'invited' | readonly string[], email: string): boolean {
	if (typeof policy === 'string') return policy === 'open'
	return policy.includes(domainOf(email) ?? '')
}
