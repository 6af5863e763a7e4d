import type { Planting } from '../planted/planting.ts'

type Clause = readonly [bug: string, file: string, find: string, put: string]

const lists = 'test/adapters/database/lists.test.ts'
const tickets = 'test/adapters/database/tickets.test.ts'
const desk = 'test/adapters/database/desk.test.ts'
const people = 'test/adapters/database/people.test.ts'
const signIns = 'test/adapters/database/sign-ins.test.ts'
const notices = 'test/adapters/database/notices.test.ts'

/** What queries say of who may see what, which the rules of one ticket do not: each left out, or made wider. */
const clauses: readonly (readonly [tests: string, ...Clause])[] = [
	[
		lists,
		'a list holds what is anybody’s',
		'tickets/list.ts',
		'[sql`${sql.ref(owner)} = ${values.owner}`]',
		'[sql`${sql.ref(owner)} is not null`]',
	],
	[
		lists,
		'a list of whoever has yet to prove an address holds more than their organization’s',
		'tickets/list.ts',
		'if (has.within) conditions.push(sql`t.organization_id = ${values.within}`)',
		'',
	],
	[
		lists,
		'counts of whoever has yet to prove an address are of more than their organization’s',
		'tickets/list.ts',
		".where('t.organization_id', '=', within)",
		'',
	],
	[
		lists,
		'counts of whoever has yet to prove an address are of everybody who is copied',
		'tickets/list.ts',
		".where('c.account_id', '=', owner)",
		'',
	],
	[lists, 'a search finds what is anybody’s', 'tickets/list.ts', 'list: source,', "list: 'all',"],
	[
		lists,
		'a search of whoever has yet to prove an address finds more than their organization’s',
		'tickets/list.ts',
		'if (source.within !== undefined) conditions.push(sql`t.organization_id = ${source.within}`)',
		'',
	],
	[
		lists,
		'a search looks into internal notes for everybody',
		'tickets/list.ts',
		"notes: viewer.role !== 'user'",
		'notes: true',
	],
	[
		lists,
		'colleagues’ requests are listed whatever is granted',
		'tickets/list.ts',
		': [visibility.requester, visibility.organization]',
		': [visibility.requester, viewer.organization?.id]',
	],
	[
		lists,
		'an address that is not proved is as good as one that is',
		'tickets/list.ts',
		': visibility.cc\n',
		': { account: viewer.id, within: undefined }\n',
	],
	[lists, 'counts are everybody’s', 'counters.ts', "\t\t.where('owner', '=', owner)\n", ''],
	[lists, 'counts are of all lists together', 'counters.ts', "\t\t.where('kind', '=', kind)\n", ''],
	[
		lists,
		'counts of several lists are everybody’s',
		'counters.ts',
		"eb.and([eb('kind', '=', scope), eb('owner', '=', owners[scope])])",
		"eb('kind', '=', scope)",
	],
	[
		lists,
		'counts of several lists are of more than the organization of whoever has yet to prove an address',
		'tickets/list.ts',
		'if (source && source.within === undefined) owners[scope] = source.owner',
		'if (source) owners[scope] = Object.assign(source, { within: undefined }).owner',
	],
	[
		lists,
		'words of internal notes are as those of answers',
		'search/words.ts',
		'comment.public === 1 ? word : `${notePrefix}${word}`',
		'word',
	],
	[
		tickets,
		'a conversation is read by whoever names it',
		'tickets/conversation.ts',
		"if (!ticket || !can(viewer, 'see', factsOf(ticket))) return nothing",
		'if (!ticket) return nothing',
	],
	[
		tickets,
		'internal notes are read by whoever sees the request',
		'tickets/conversation.ts',
		"notes: can(viewer, 'note', factsOf(ticket))",
		"notes: can(viewer, 'see', factsOf(ticket))",
	],
	[
		tickets,
		'an internal note is more to be read for everybody',
		'tickets/conversation.ts',
		".$if(!notes, query => query.where('public', '=', 1))",
		'',
	],
	[
		tickets,
		'a file of an internal note is for whoever sees the request',
		'tickets/files.ts',
		"row.public === 1 ? 'see' : 'note'",
		"'see'",
	],
	[
		tickets,
		'an export holds what others opened',
		'tickets/export.ts',
		"\t\t\t.where('requester_id', '=', requester)\n",
		'',
	],
	[
		tickets,
		'an export holds internal notes',
		'tickets/export.ts',
		"notes: can(viewer, 'note', factsOf(ticket))",
		'notes: true',
	],
	[
		tickets,
		'an export holds what others wrote',
		'tickets/export.ts',
		"\t\t\t\t.where('c.author_id', '=', author)\n",
		'',
	],
	[
		desk,
		'the queue is everybody’s',
		'tickets/queue.ts',
		'if (!visibleTo(viewer).everything || agent === undefined)',
		'if (agent === undefined)',
	],
	[
		signIns,
		'whoever is disabled is known by their password',
		'sign-ins/known.ts',
		"\t\t.where('a.disabled', '=', 0)\n",
		'',
	],
	[
		people,
		'a chat is still its account’s when that is disabled',
		'links.ts',
		".where('a.disabled', '=', 0)",
		'',
	],
	[
		notices,
		'a notice tells of a request whoever has come to see it no more',
		'notices/read.ts',
		'!ticket || !sees(viewer, ticket)',
		'!ticket',
	],
	[
		notices,
		'a notice tells internal notes to whoever sees the request',
		'notices/read.ts',
		'(comment.public || notes)',
		'true',
	],
	[
		notices,
		'a notice says where a duplicate goes on to whoever does not see it there',
		'notices/read.ts',
		' && sees(viewer, goesOn)',
		'',
	],
]

export const leftOut: readonly Planting[] = clauses.map(([tests, bug, file, find, put]) => ({
	bug,
	edits: [{ in: `adapters/database/${file}`, find, put }],
	tests: [tests],
	named: 'SQLite',
}))
