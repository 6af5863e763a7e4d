import type { Change } from '../store.ts'
import { giveOutAfter, lastId } from './ids.ts'
import { inserter } from './insert.ts'
import type { SeededCompany } from './people.ts'
import { seedCompanies, seedPerson } from './people.ts'
import type { Random } from './random.ts'
import type { Setting } from './tickets.ts'

const agentsPerPerson = 1 / 500
const threeYears = 3 * 365 * 24 * 60 * 60_000

type Plan = { readonly people: number; readonly organizations: number }

/** Writes the people, and tells the tickets of whom they can be. */
export async function seedSetting(change: Change, random: Random, plan: Plan): Promise<Setting> {
	const { trx, now, store } = change
	const after = { company: await lastId(change, 'organizations'), account: await lastId(change, 'accounts') }
	const companies = seedCompanies(random, { companies: plan.organizations, people: plan.people }, after)
	const [first, ...others] = companies
	if (!first) throw new Error('a plan has at least one organization')
	const organizations = inserter(store, trx, 'organizations', ['id', 'name', 'grant_level', 'created_at'])
	const accounts = inserter(store, trx, 'accounts', [
		'id',
		'email',
		'first_name',
		'last_name',
		'role',
		'organization_id',
		'grant_level',
		'locale',
		'proved',
		'disabled',
		'created_at',
	])
	let account = after.account
	const addPeople = (count: number, domain: string, company: SeededCompany | undefined) => {
		for (let i = 0; i < count; i += 1) {
			account += 1
			const { email, firstName, lastName } = seedPerson(random, account, domain)
			const role = company ? 'user' : 'agent'
			accounts.add(
				account,
				email,
				firstName,
				lastName,
				role,
				company?.id ?? null,
				'none',
				company?.locale ?? null,
				1,
				0,
				now,
			)
		}
	}
	for (const company of companies) {
		organizations.add(company.id, company.name, random.pick(['see', 'see', 'none', 'comment']), now)
	}
	await organizations.finish()
	for (const company of companies) addPeople(company.size, company.domain, company)
	const firstAgent = account + 1
	addPeople(Math.max(3, Math.floor(plan.people * agentsPerPerson)), 'support.example', undefined)
	await accounts.finish()
	await giveOutAfter(change, 'organizations')
	await giveOutAfter(change, 'accounts')
	const more = Array.from({ length: account - firstAgent }, (_, index) => firstAgent + 1 + index)
	return { companies: [first, ...others], agents: [firstAgent, ...more], now, span: threeYears }
}
