import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Grant } from '../../src/domain/account.ts'
import { grants, roles } from '../../src/domain/account.ts'
import { statuses } from '../../src/domain/ticket.ts'
import type * as rules from '../../src/rules/access.ts'
import type { TicketFacts, Viewer, Visibility } from '../../src/rules/access.ts'

/** The module that decides, or one that pretends to. */
export type Rules = typeof rules

const acme = { id: 'acme', name: 'Acme', grant: 'none' as Grant }
const person = (id: string, more: Partial<Viewer> = {}): Viewer => ({
	id,
	role: 'user',
	grant: 'none',
	proved: true,
	disabled: false,
	...more,
})
const atAcme = (organization: Grant, member: Grant = 'none', more: Partial<Viewer> = {}): Viewer =>
	person('carla', { organization: { ...acme, grant: organization }, grant: member, ...more })

/** Ada's at Acme, taken by Diego, with Ben and Carla's colleague Clio copied. */
const taken: TicketFacts = {
	status: 'open',
	requester: 'ada',
	organization: 'acme',
	ccs: ['ben', 'clio'],
	assigned: true,
}
const waiting: TicketFacts = { ...taken, status: 'new', assigned: false }
const solved: TicketFacts = { ...taken, status: 'solved' }
const closed: TicketFacts = { ...taken, status: 'closed' }
/** Of someone who belongs to no organization. */
const { organization: _, ...alone } = taken

/** By the name of each line, who asks about what. */
const who: Readonly<Record<string, readonly [Viewer, TicketFacts]>> = {
	'requester, taken': [person('ada'), taken],
	'requester, waiting': [person('ada'), waiting],
	'requester, solved': [person('ada'), solved],
	'requester, closed': [person('ada'), closed],
	'requester, unproved': [person('ada', { proved: false }), taken],
	'requester, copied too': [person('ada'), { ...taken, ccs: ['ada'] }],
	'requester, disabled': [person('ada', { disabled: true }), taken],
	CC: [person('ben'), taken],
	'CC, unproved': [person('ben', { proved: false }), taken],
	'CC, unproved colleague': [atAcme('none', 'none', { id: 'clio', proved: false }), taken],
	'CC, with no organization': [person('ben', { proved: false }), alone],
	'colleague, none': [atAcme('none'), taken],
	'colleague, may see': [atAcme('see'), taken],
	'colleague, may comment': [atAcme('comment'), taken],
	'colleague, sees by own grant': [atAcme('none', 'see'), taken],
	'colleague, comments by own': [atAcme('see', 'comment'), taken],
	'colleague, own grant is less': [atAcme('comment', 'see'), taken],
	'colleague, unproved': [atAcme('see', 'none', { proved: false }), taken],
	'colleague, disabled': [atAcme('comment', 'comment', { disabled: true }), taken],
	'stranger of Umbra': [
		person('mallory', { organization: { id: 'umbra', name: 'Umbra', grant: 'comment' }, grant: 'comment' }),
		taken,
	],
	'stranger, no organization': [person('zoe', { grant: 'comment' }), alone],
	'agent, taken': [person('diego', { role: 'agent' }), taken],
	'agent, waiting': [person('diego', { role: 'agent' }), waiting],
	'agent, solved': [person('diego', { role: 'agent' }), solved],
	'agent, closed': [person('diego', { role: 'agent' }), closed],
	'agent, copied': [person('ben', { role: 'agent' }), taken],
	'agent, disabled': [person('diego', { role: 'agent', disabled: true }), taken],
	admin: [person('root', { role: 'admin' }), taken],
}

/** DESIGN, section 2, line by line and by hand. */
const table = `
                               see comment solve addCc leaveCc note work rate
requester, taken             | yes yes     yes   yes   no      no   no  no
requester, waiting           | yes yes     no    yes   no      no   no  no
requester, solved            | yes yes     no    yes   no      no   no  yes
requester, closed            | yes yes     no    no    no      no   no  yes
requester, unproved          | yes yes     yes   yes   no      no   no  no
requester, copied too        | yes yes     yes   yes   no      no   no  no
requester, disabled          | no  no      no    no    no      no   no  no
CC                           | yes yes     no    no    yes     no   no  no
CC, unproved                 | no  no      no    no    no      no   no  no
CC, unproved colleague       | yes yes     no    no    yes     no   no  no
CC, with no organization     | no  no      no    no    no      no   no  no
colleague, none              | no  no      no    no    no      no   no  no
colleague, may see           | yes no      no    no    no      no   no  no
colleague, may comment       | yes yes     no    no    no      no   no  no
colleague, sees by own grant | yes no      no    no    no      no   no  no
colleague, comments by own   | yes yes     no    no    no      no   no  no
colleague, own grant is less | yes yes     no    no    no      no   no  no
colleague, unproved          | yes no      no    no    no      no   no  no
colleague, disabled          | no  no      no    no    no      no   no  no
stranger of Umbra            | no  no      no    no    no      no   no  no
stranger, no organization    | no  no      no    no    no      no   no  no
agent, taken                 | yes yes     yes   yes   no      yes  yes no
agent, waiting               | yes yes     yes   yes   no      yes  yes no
agent, solved                | yes yes     no    yes   no      yes  yes no
agent, closed                | yes yes     no    no    no      yes  yes no
agent, copied                | yes yes     yes   yes   yes     yes  yes no
agent, disabled              | no  no      no    no    no      no   no  no
admin                        | yes yes     yes   yes   no      yes  yes no
`
const [head = '', ...lines] = table.trim().split('\n')
export const rows: readonly { readonly name: string; readonly answers: readonly string[] }[] = lines.map(
	line => {
		const [name = '', cells = ''] = line.split('|')
		return { name: name.trim(), answers: cells.trim().split(/\s+/) }
	},
)

/** The operations, as the columns of the table name them. */
export const columns = head.trim().split(/\s+/)
/** Who has a line, in another order than theirs or not. */
export const names = Object.keys(who)

/** What the rules say of a line of the table. */
export function answered(rules: Rules, name: string): readonly string[] {
	const [viewer, ticket] = who[name] ?? []
	if (!viewer || !ticket) throw new Error(`nobody is called ${name}`)
	return rules.operations.map(operation => (rules.can(viewer, operation, ticket) ? 'yes' : 'no'))
}

const ids = fc.constantFrom('ada', 'ben', 'carla', 'diego', 'mallory')
const organizations = fc.constantFrom('acme', 'umbra')
const viewers: fc.Arbitrary<Viewer> = fc
	.record({
		id: ids,
		role: fc.constantFrom(...roles),
		organization: fc.option(
			fc.record({ id: organizations, name: fc.constant('?'), grant: fc.constantFrom(...grants) }),
			{ nil: undefined },
		),
		grant: fc.constantFrom(...grants),
		proved: fc.boolean(),
		disabled: fc.boolean(),
	})
	.map(({ organization, ...rest }) => ({ ...rest, ...(organization && { organization }) }))
const tickets: fc.Arbitrary<TicketFacts> = fc
	.record({
		status: fc.constantFrom(...statuses),
		requester: ids,
		organization: fc.option(organizations, { nil: undefined }),
		ccs: fc.uniqueArray(ids),
		assigned: fc.boolean(),
	})
	.map(({ organization, ...rest }) => ({ ...rest, ...(organization && { organization }) }))

/** What a store does with the filter. */
function passes(filter: Visibility, ticket: TicketFacts): boolean {
	if (filter.everything) return true
	const { requester, cc, organization } = filter
	return (
		(requester !== undefined && ticket.requester === requester) ||
		(cc !== undefined &&
			ticket.ccs.includes(cc.account) &&
			(cc.within === undefined || ticket.organization === cc.within)) ||
		(organization !== undefined && ticket.organization === organization)
	)
}

/**
 * Draws viewers and tickets, and holds the filter for a query and every right to what may be seen.
 * @throws with what was drawn, where they do not agree
 */
export function assertFilter(rules: Rules, numRuns: number, seed?: number): void {
	const property = fc.property(viewers, fc.array(tickets, { maxLength: 12 }), (viewer, all) => {
		const filter = rules.visibleTo(viewer)
		// A part that is there holds something, or a store would ask for what nobody owns.
		if (Object.values(filter).includes(undefined)) return false
		for (const ticket of all) {
			const seen = rules.can(viewer, 'see', ticket)
			if (passes(filter, ticket) !== seen) return false
			if (!seen && rules.operations.some(operation => rules.can(viewer, operation, ticket))) return false
		}
		return true
	})
	fc.assert(property, { numRuns, ...(seed !== undefined && { seed }) })
}

/** Holds the rest of the module to what it says of itself. @throws where it does not */
export function assertFacts(rules: Rules): void {
	assert.deepEqual(rules.everyone, { id: '0', role: 'admin', grant: 'none', proved: true, disabled: false })
	for (const organization of [undefined, ...grants]) {
		for (const member of grants) {
			const more = organization && { organization: { ...acme, grant: organization } }
			const generous = grants.findLast(grant => grant === organization || grant === member)
			const expected = organization === undefined ? 'none' : generous
			assert.equal(rules.effectiveGrant({ grant: member, ...more }), expected)
		}
	}
	const named = (id: string) => ({ id, name: id, email: `${id}@acme.example`, role: 'user' as const })
	const bare = { status: 'open', requester: named('ada'), ccs: [named('ben')] } as const
	const facts = { status: 'open', requester: 'ada', ccs: ['ben'] }
	assert.deepEqual(rules.factsOf(bare), { ...facts, assigned: false })
	assert.deepEqual(rules.factsOf({ ...bare, organization: acme, assignee: named('diego') }), {
		...facts,
		organization: 'acme',
		assigned: true,
		assignee: 'diego',
	})
}
