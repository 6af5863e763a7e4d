import type { Locale } from '../../../src/domain/account.ts'
import { companyKinds, companyNames, firstNames, lastNames } from './phrases.ts'
import type { Random } from './random.ts'

/** A company with its people, numbered from `first` on, without a gap. */
export type SeededCompany = {
	readonly id: number
	readonly name: string
	readonly domain: string
	readonly locale: Locale
	readonly first: number
	readonly size: number
}

/** The first company is large: a tenth of the tickets are its people's, who are more than elsewhere. */
const largestShare = 0.02

/** Companies of different sizes that together have `people` members, with ids after the given ones. */
export function seedCompanies(
	random: Random,
	plan: { readonly companies: number; readonly people: number },
	after: { readonly company: number; readonly account: number },
): readonly SeededCompany[] {
	const weights = Array.from({ length: plan.companies }, () => 0.2 + random.next())
	const total = weights.reduce((sum, weight) => sum + weight, 0)
	const largest = Math.max(1, Math.floor(plan.people * largestShare))
	let first = after.account + 1
	return weights.map((weight, index) => {
		const share = Math.max(1, Math.floor((plan.people * (1 - largestShare) * weight) / total))
		const size = index === 0 ? Math.max(largest, share) : share
		const id = after.company + index + 1
		const word = random.pick(companyNames)
		const company = {
			id,
			name: `${word} ${random.pick(companyKinds)} ${id}`,
			domain: `${word.toLowerCase()}-${id}.example`,
			locale: random.chance(0.5) ? ('it' as const) : ('en' as const),
			first,
			size,
		}
		first += size
		return company
	})
}

export function seedPerson(random: Random, id: number, domain: string) {
	const firstName = random.pick(firstNames)
	const lastName = random.pick(lastNames)
	return { firstName, lastName, email: `${firstName}.${lastName}.${id}@${domain}`.toLowerCase() }
}
