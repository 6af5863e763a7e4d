import type { Connected } from '../commands/context.ts'
import type { Organization } from '../domain/account.ts'
import { folded } from '../text/folded.ts'
import { cutText, oneLine } from '../text/rich.ts'

/** How many names are said in place of one that is none, or several. */
const suggested = 5

/**
 * The organization that an agent means: of this name as it is spelled; else whatever the case and the accents; else
 * whose name begins so. Only where it is the only one.
 * @param all that there are
 * @returns the sentence that refuses it, with names that there are, where it is none or could be several
 */
export function organizationNamed(
	{ say, format }: Pick<Connected, 'say' | 'format'>,
	all: readonly Organization[],
	typed: string,
): Organization | { readonly refused: string } {
	const sought = folded(typed)
	const spelled = all.filter(one => spelling(one.name) === spelling(typed))
	const alike = all.filter(one => folded(one.name) === sought)
	const begun = all.filter(one => folded(one.name).startsWith(sought))
	const meant = [spelled, alike, begun].find(found => found.length > 0) ?? []
	const [only] = meant
	if (only && meant.length === 1) return only
	const name = cutText(oneLine(typed), 80)
	if (meant.length > 0) return { refused: say('organization.several', { name, ...listed(meant) }) }
	if (all.length === 0) return { refused: say('organization.none', { name }) }
	return { refused: say('organization.unknown', { name, ...listed(nearest(all, sought)) }) }

	function listed(found: readonly Organization[]) {
		const names = found.slice(0, suggested).map(one => one.name)
		return { names: format.list(names), count: found.length - names.length }
	}
}

/** Those most alike first; at the end, by name, those that have nothing in common with it. */
function nearest(all: readonly Organization[], sought: string): readonly Organization[] {
	return all
		.map(one => ({ one, likeness: likeness(folded(one.name), sought) }))
		.toSorted((a, b) => b.likeness - a.likeness)
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

function spelling(name: string): string {
	return oneLine(name).normalize('NFC')
}
