import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Grant } from '../../src/domain/account.ts'
import { grants, roles } from '../../src/domain/account.ts'
import { statuses } from '../../src/domain/ticket.ts'
import {
	can,
	operations,
	type TicketFacts,
	type Viewer,
	type Visibility,
	visibleTo,
} from '../../src/rules/access.ts'

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
const rows = lines.map(line => {
	const [name = '', cells = ''] = line.split('|')
	return { name: name.trim(), answers: cells.trim().split(/\s+/) }
})

test('the table has a column for each operation and a line for each person', () => {
	expect(head.trim().split(/\s+/)).toEqual([...operations])
	expect(rows.map(row => row.name)).toEqual(Object.keys(who))
})

describe('who may do what', () => {
	test.each(rows)('$name', ({ name, answers }) => {
		const [viewer, ticket] = who[name] ?? []
		if (!viewer || !ticket) throw new Error(`nobody is called ${name}`)
		expect(operations.map(operation => (can(viewer, operation, ticket) ? 'yes' : 'no'))).toEqual(answers)
	})
})

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

test('the filter for a query lets through exactly what one may see', () => {
	fc.assert(
		fc.property(viewers, fc.array(tickets, { maxLength: 12 }), (viewer, all) => {
			const filter = visibleTo(viewer)
			expect(all.filter(ticket => passes(filter, ticket))).toEqual(
				all.filter(ticket => can(viewer, 'see', ticket)),
			)
		}),
		{ numRuns: 5_000 },
	)
})

test('whoever may not see a ticket may do nothing with it', () => {
	fc.assert(
		fc.property(viewers, tickets, (viewer, ticket) => {
			if (can(viewer, 'see', ticket)) return
			expect(operations.filter(operation => can(viewer, operation, ticket))).toEqual([])
		}),
		{ numRuns: 5_000 },
	)
})
