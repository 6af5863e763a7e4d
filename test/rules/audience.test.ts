import { describe, expect, test } from 'vitest'
import type { Grant } from '../../src/domain/account.ts'
import type { Person } from '../../src/domain/ticket.ts'
import type { TicketEvent } from '../../src/ports/notices.ts'
import type { TicketFacts, Viewer } from '../../src/rules/access.ts'
import { noticeFor } from '../../src/rules/audience.ts'

const acme = (grant: Grant) => ({ id: 'acme', name: 'Acme', grant })
const person = (id: string, more: Partial<Viewer> = {}): Viewer => ({
	id,
	role: 'user',
	grant: 'none',
	proved: true,
	disabled: false,
	...more,
})

/** Ada's at Acme, taken by Diego, with Ben and Clio copied. */
const ticket: TicketFacts & { readonly assignee: string } = {
	status: 'open',
	requester: 'ada',
	organization: 'acme',
	ccs: ['ben', 'clio'],
	assigned: true,
	assignee: 'diego',
}

const people: Readonly<Record<string, { viewer: Viewer; followsOrganization?: boolean }>> = {
	requester: { viewer: person('ada') },
	'requester, disabled': { viewer: person('ada', { disabled: true }) },
	CC: { viewer: person('ben') },
	'CC, unproved': { viewer: person('ben', { proved: false }) },
	'CC, unproved, colleague': { viewer: person('clio', { proved: false, organization: acme('none') }) },
	colleague: { viewer: person('carla', { organization: acme('comment') }) },
	'colleague who follows': {
		viewer: person('carla', { organization: acme('see') }),
		followsOrganization: true,
	},
	'follows without a grant': {
		viewer: person('carla', { organization: acme('none') }),
		followsOrganization: true,
	},
	'requester who follows': {
		viewer: person('ada', { organization: acme('see') }),
		followsOrganization: true,
	},
	assignee: { viewer: person('diego', { role: 'agent' }) },
	'assignee, no agent now': { viewer: person('diego') },
	'another agent': { viewer: person('dora', { role: 'agent' }) },
	'agent who follows': {
		viewer: person('dora', { role: 'agent', organization: acme('see') }),
		followsOrganization: true,
	},
	stranger: {
		viewer: person('mallory', { organization: { id: 'umbra', name: 'Umbra', grant: 'comment' } }),
		followsOrganization: true,
	},
}

const events: Readonly<Record<string, (by: Person | undefined) => TicketEvent>> = {
	opened: by => ({ kind: 'opened', at: 1, ...(by && { by }) }),
	'followed up': by => ({ kind: 'opened', at: 1, followUpOf: 7, ...(by && { by }) }),
	commented: by => ({ kind: 'commented', at: 1, sequence: 2, ...(by && { by }) }),
	noted: by => ({ kind: 'noted', at: 1, sequence: 2, ...(by && { by }) }),
	solved: by => ({ kind: 'status', at: 1, from: 'open', to: 'solved', ...(by && { by }) }),
	// Requesters are shown both as open, and these two as solved.
	held: by => ({ kind: 'status', at: 1, from: 'open', to: 'hold', ...(by && { by }) }),
	closed: by => ({ kind: 'status', at: 1, from: 'solved', to: 'closed', ...(by && { by }) }),
	merged: by => ({ kind: 'status', at: 1, from: 'solved', to: 'closed', into: 7, ...(by && { by }) }),
	assigned: by => ({ kind: 'assigned', at: 1, to: 'diego', ...(by && { by }) }),
	unassigned: by => ({ kind: 'assigned', at: 1, ...(by && { by }) }),
	copied: by => ({ kind: 'cc-added', at: 1, account: 'ben', ...(by && { by }) }),
	'came along': by => ({ kind: 'cc-added', at: 1, account: 'ben', duplicate: 7, ...(by && { by }) }),
	'no copy': by => ({ kind: 'cc-removed', at: 1, account: 'ben', ...(by && { by }) }),
	edited: by => ({ kind: 'edited', at: 1, sequence: 2, ...(by && { by }) }),
	withdrawn: by => ({ kind: 'withdrawn', at: 1, sequence: 2, ...(by && { by }) }),
	restored: by => ({ kind: 'restored', at: 1, sequence: 2, ...(by && { by }) }),
	reminded: by => ({ kind: 'reminded', at: 1, ...(by && { by }) }),
}

/** DESIGN, section 2, line by line and by hand; of an act of someone else's or of the clock. */
const table = `
                          opened       followed-up  commented noted  solved held   closed merged assigned unassigned copied came-along no-copy edited withdrawn restored reminded
requester               | received     received     answer    -      status -      -      status -        -          -      -          -       -      -         -        reminder
requester, disabled     | -            -            -         -      -      -      -      -      -        -          -      -          -       -      -         -        -
CC                      | -            copied       answer    -      status -      -      status -        -          copied -          -       -      -         -        -
CC, unproved            | -            copied       -         -      -      -      -      -      -        -          copied -          -       -      -         -        -
CC, unproved, colleague | -            copied       answer    -      status -      -      status -        -          -      -          -       -      -         -        -
colleague               | -            -            -         -      -      -      -      -      -        -          -      -          -       -      -         -        -
colleague who follows   | organization organization -         -      -      -      -      -      -        -          -      -          -       -      -         -        -
follows without a grant | -            -            -         -      -      -      -      -      -        -          -      -          -       -      -         -        -
requester who follows   | received     received     answer    -      status -      -      status -        -          -      -          -       -      -         -        reminder
assignee                | -            -            answer    answer status status status status assigned -          -      -          -       -      -         -        -
assignee, no agent now  | -            -            -         -      -      -      -      -      -        -          -      -          -       -      -         -        -
another agent           | -            -            -         -      -      -      -      -      -        -          -      -          -       -      -         -        -
agent who follows       | -            -            -         -      -      -      -      -      -        -          -      -          -       -      -         -        -
stranger                | -            -            -         -      -      -      -      -      -        -          -      -          -       -      -         -        -
`

const [head = '', ...lines] = table.trim().split('\n')
const expected = Object.fromEntries(
	lines.map(line => {
		const [name = '', cells = ''] = line.split('|')
		return [name.trim(), cells.trim().split(/\s+/)]
	}),
)
const zoe: Person = { id: 'zoe', name: 'Zoe', role: 'agent' }

describe('whom an event is told to', () => {
	test('the table has a column for each event', () => {
		expect(head.trim().split(/\s+/)).toEqual(Object.keys(events).map(name => name.replace(' ', '-')))
	})

	test.each([
		['someone else', zoe],
		['the clock', undefined],
	] as const)('by the table, when %s did it', (_, by) => {
		const generated = Object.fromEntries(
			Object.entries(people).map(([name, { viewer, followsOrganization = false }]) => [
				name,
				Object.values(events).map(
					event => noticeFor(event(by), { viewer, followsOrganization }, ticket) ?? '-',
				),
			]),
		)
		// The clock closes what is solved, and who has it need not know.
		const assignee = expected.assignee?.map(kind => (by || kind !== 'status' ? kind : '-'))
		expect(generated).toEqual({ ...expected, assignee })
	})

	test('that an agent takes a new request is one piece of news for them', () => {
		const viewer = person('diego', { role: 'agent' })
		const open: TicketEvent = { kind: 'status', at: 1, by: zoe, from: 'new', to: 'open' }
		expect(noticeFor(open, { viewer, followsOrganization: false }, ticket)).toBeUndefined()
	})

	test('nobody of their own act', () => {
		for (const { viewer } of Object.values(people)) {
			const by: Person = { id: viewer.id, name: 'Me', role: viewer.role }
			for (const event of Object.values(events)) {
				expect(noticeFor(event(by), { viewer, followsOrganization: true }, ticket)).toBeUndefined()
			}
		}
	})
})
