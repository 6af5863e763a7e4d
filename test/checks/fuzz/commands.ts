import fc from 'fast-check'
import { locales } from '../../../src/domain/account.ts'
import {
	priorities,
	queues,
	queueSorts,
	scopes,
	shownStatuses,
	sorts,
	statuses,
} from '../../../src/domain/ticket.ts'
import { commandNames } from '../../../src/commands/command.ts'
import { table } from '../../../src/commands/table.ts'
import { anything, type Json, text } from './values.ts'

/** Commands as buttons and forms carry them, and as people type them. */
export type Commands = { readonly carried: fc.Arbitrary<Json>; readonly typed: fc.Arbitrary<string> }

const email = fc.constantFrom(
	'ada@acme.example',
	'ben@elsewhere.example',
	'diego@support.example',
	'mallory@umbra.example',
	'new@acme.example',
)

/** @param numbers of requests */
export function commands(numbers: readonly number[]): Commands {
	const number = fc.oneof(
		{ weight: 6, arbitrary: fc.constantFrom(...numbers) },
		{ weight: 1, arbitrary: fc.integer() },
	)
	const yes = fc.constant('yes')
	const plausible = {
		number,
		into: number,
		sequence: fc.nat(5),
		before: fc.oneof(fc.nat(5), fc.nat(5).map(String)),
		from: fc.nat(5),
		seen: fc.nat(5),
		scope: fc.constantFrom(...scopes),
		status: fc.constantFrom<string>(...statuses, ...shownStatuses, 'same'),
		sort: fc.constantFrom<string>(...sorts, ...queueSorts),
		queue: fc.constantFrom(...queues),
		priority: fc.constantFrom(...priorities),
		organization: fc.constantFrom('1', '2', 'by-name', 'Acme'),
		org: fc.constantFrom('Acme', 'Nobody'),
		email,
		requester: email,
		to: email,
		other: email,
		account: email,
		text,
		subject: text,
		search: text,
		words: text,
		word: text,
		firstName: text,
		lastName: text,
		name: text,
		code: fc.constantFrom('ABCD-EFGH', '00000000', ''),
		cursor: fc.base64String({ maxLength: 80 }),
		draft: fc.string({ maxLength: 30 }),
		saved: fc.nat(5).map(String),
		retry: fc.nat(5).map(String),
		change: fc.constantFrom('add', 'remove', 'here', 'off'),
		locale: fc.constantFrom(...locales),
		days: fc.integer({ min: -1, max: 400 }),
		good: fc.constantFrom('yes', 'no'),
		chosen: fc.constantFrom('yes', 'no'),
		answer: fc.constantFrom('chat', 'mail', 'off'),
		quietFrom: fc.constantFrom('22:00', '25:99', ''),
		quietTo: fc.constantFrom('07:00', '7', ''),
		digest: fc.constantFrom('09:00', 'off', ''),
		sure: yes,
		sent: yes,
		remove: yes,
	}
	const one = fc
		.tuple(
			fc.constantFrom<string>(...commandNames),
			fc.record(plausible, { requiredKeys: ['number', 'sent'] }),
			fc.option(fc.tuple(fc.constantFrom(...Object.keys(plausible)), anything), { freq: 4 }),
		)
		.map(([name, given, odd]): Json => ({ ...given, ...(odd && { [odd[0]]: odd[1] }), do: name }))
	const carried = fc
		.tuple(one, fc.option(one, { freq: 8 }))
		.map(([command, next]) => (next ? { ...command, next } : command))

	const words = Object.values(table).flatMap(({ spoken }) => (spoken ? [...spoken.words] : []))
	const piece = fc.oneof(
		{ weight: 3, arbitrary: number.map(String) },
		{ weight: 2, arbitrary: text },
		{ weight: 1, arbitrary: email },
		{
			weight: 2,
			arbitrary: fc.constantFrom(
				'open',
				'awaiting',
				'solved',
				'add',
				'remove',
				'into',
				'for',
				'here',
				'off',
				'all',
				'unassigned',
				'sort:created',
				'org:Acme',
				'org:"Acme',
				'sort:',
				'2d',
				'it',
				'high',
				'pending',
				'#',
			),
		},
	)
	const typed = fc
		.tuple(fc.oneof(fc.constantFrom(...words), piece), fc.array(piece, { maxLength: 3 }))
		.map(([word, rest]) => [word, ...rest].join(' '))
	return { carried, typed }
}
