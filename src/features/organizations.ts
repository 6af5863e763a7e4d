import type { Connected } from '../commands/context.ts'
import type { Organization } from '../domain/account.ts'
import { cutText, oneLine } from '../text/rich.ts'

/** How many names are suggested in place of one that there is not. */
const suggested = 5

/**
 * The organization that an agent means: of this name, whatever the case and the accents, or the only one whose
 * name begins so.
 * @returns the sentence that refuses it, with names that there are, where it is none or could be several
 */
export async function organizationNamed(
	{ ports, say, format }: Pick<Connected, 'ports' | 'say' | 'format'>,
	typed: string,
): Promise<Organization | { readonly refused: string }> {
	const all = await ports.accounts.organizations()
	const sought = folded(typed)
	const exact = all.filter(({ name }) => folded(name) === sought)
	const begun = exact.length > 0 ? exact : all.filter(({ name }) => folded(name).startsWith(sought))
	const [only, ...others] = begun
	if (only && (others.length === 0 || exact.length > 0)) return only
	const name = cutText(oneLine(typed), 80)
	const names = nearest(all, sought).map(one => one.name)
	return {
		refused:
			names.length === 0
				? say('organization.none', { name })
				: say('organization.unknown', {
						name,
						names: format.list(names),
						count: all.length - names.length,
					}),
	}
}

/** Those most alike first; at the end, by name, those that have nothing in common with it. */
function nearest(all: readonly Organization[], sought: string): readonly Organization[] {
	return all
		.map(one => ({ one, likeness: likeness(folded(one.name), sought) }))
		.toSorted((a, b) => b.likeness - a.likeness)
		.slice(0, suggested)
		.map(({ one }) => one)
}

/** How many pairs of letters two words share, of all that they have: from 0 to 1. */
function likeness(one: string, other: string): number {
	const [mine, theirs] = [pairsOf(one), pairsOf(other)]
	const shared = [...mine].filter(pair => theirs.has(pair)).length
	return shared === 0 ? 0 : (2 * shared) / (mine.size + theirs.size)
}

function pairsOf(word: string): ReadonlySet<string> {
	return new Set(Array.from({ length: Math.max(0, word.length - 1) }, (_, at) => word.slice(at, at + 2)))
}

function folded(name: string): string {
	return oneLine(name).normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
}
