import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
	type Command,
	type CommandName,
	commandNames,
	readCommand,
	readCommandText,
	withoutNext,
	writeCommand,
} from '../../src/commands/command.ts'
import { locales } from '../../src/domain/account.ts'
import {
	priorities,
	queueSorts,
	queues,
	scopes,
	shownStatuses,
	sorts,
	statuses,
} from '../../src/domain/ticket.ts'
import { noticeChannels, noticeKinds } from '../../src/ports/accounts.ts'
import { settableStatuses } from '../../src/rules/status.ts'

const number = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
const text = (maxLength: number) =>
	fc
		.string({ unit: 'binary', minLength: 1, maxLength: Math.min(maxLength, 300) })
		.filter(one => one.length <= maxLength)
const yes = fc.constant('yes')
const list = {
	scope: fc.constantFrom(...scopes),
	status: fc.constantFrom(...shownStatuses),
	sort: fc.constantFrom(...sorts),
	search: text(300),
	cursor: text(200),
}
const needsScope = { requiredKeys: ['scope' as const] }
const needsNumber = { requiredKeys: ['number' as const] }
const optional = { requiredKeys: [] }

/** Each command with anything that it may carry. */
const carried: { readonly [N in CommandName]: fc.Arbitrary<object> } = {
	home: fc.constant({}),
	list: fc.record(list, needsScope),
	search: fc.record({ scope: fc.constantFrom(...scopes, 'queue'), words: text(300), sent: yes }, needsScope),
	view: fc.record({ number, before: number, from: number, back: fc.record(list, needsScope) }, needsNumber),
	comment: fc.record({ number, sequence: number }),
	reply: fc.record(
		{
			number: fc.oneof(number, text(20)),
			text: text(300),
			draft: text(64),
			status: fc.constantFrom('open', 'pending', 'hold', 'solved', 'same'),
			saved: text(40),
			seen: number,
			sent: yes,
		},
		optional,
	),
	new: fc.record(
		{ requester: text(300), subject: text(300), text: text(300), draft: text(64), sent: yes },
		optional,
	),
	queue: fc.record(
		{
			queue: fc.constantFrom(...queues),
			status: fc.constantFrom(...statuses),
			priority: fc.constantFrom(...priorities),
			organization: text(40),
			org: text(200),
			search: text(300),
			sort: fc.constantFrom(...queueSorts),
			cursor: text(200),
			sent: yes,
		},
		optional,
	),
	take: fc.record({ number }),
	assign: fc.record({ number, to: text(300), other: text(300), sent: yes }, needsNumber),
	note: fc.record({ number, text: text(300), draft: text(64), sent: yes }, needsNumber),
	status: fc.record(
		{ number, status: fc.constantFrom(...settableStatuses), sure: yes, sent: yes },
		needsNumber,
	),
	priority: fc.record({ number, priority: fc.constantFrom(...priorities), sent: yes }, needsNumber),
	merge: fc.record({ number, into: fc.oneof(number, text(20)), sure: yes, sent: yes }, needsNumber),
	history: fc.record({ number, account: text(300), before: text(20) }, optional),
	triage: fc.record(
		{ change: fc.constantFrom('here', 'off'), organization: text(200), word: text(60) },
		optional,
	),
	answers: fc.record({ number }, optional),
	answer: fc.record(
		{ id: text(40), name: text(200), text: text(300), remove: yes, sure: yes, sent: yes },
		optional,
	),
	rate: fc.record(
		{
			number,
			good: fc.constantFrom('yes', 'no'),
			chosen: fc.constantFrom('yes', 'no'),
			text: text(300),
			sent: yes,
		},
		needsNumber,
	),
	offer: fc.record({ draft: text(64) }),
	discard: fc.record({ draft: text(64) }),
	edit: fc.record({ text: text(300) }, optional),
	withdraw: fc.constant({}),
	deliveries: fc.record({ number, before: text(20), retry: text(20) }, needsNumber),
	solve: fc.record({ number, sure: yes }, needsNumber),
	cc: fc.record(
		{ number, change: fc.constantFrom('add', 'remove'), email: text(300), sent: yes },
		needsNumber,
	),
	connect: fc.record(
		{ email: text(300), code: text(100), sure: fc.constantFrom('yes', 'no'), sent: yes },
		optional,
	),
	disconnect: fc.record({ sure: yes }, optional),
	whoami: fc.constant({}),
	signup: fc.record({ firstName: text(300), lastName: text(300), email: text(300), sent: yes }, optional),
	forgot: fc.record({ email: text(300), sent: yes }, optional),
	notify: fc.record(
		{
			...Object.fromEntries(noticeKinds.map(kind => [kind, fc.constantFrom(...noticeChannels)])),
			quietFrom: text(10),
			quietTo: text(10),
			digest: text(10),
			chat: text(300),
			unlinked: fc.constantFrom('mail', 'off'),
			sent: yes,
		},
		optional,
	),
	mute: fc.record({ number, days: fc.integer({ min: 1, max: 365 }) }, needsNumber),
	unmute: fc.record({ number }),
	language: fc.record({ locale: fc.constantFrom(...locales) }, optional),
	export: fc.constant({}),
	forget: fc.record({ sure: yes }, optional),
	help: fc.record({ word: text(100) }, optional),
}
const alone = fc.oneof(
	...commandNames.map(name => carried[name].map(rest => ({ do: name, ...rest }) as Command)),
)
const commands = fc
	.tuple(alone, fc.option(alone, { nil: undefined }))
	.map(([command, next]) => (next ? { ...command, next } : command))

describe('a command', () => {
	test('comes out of a button as it went in', () => {
		fc.assert(
			fc.property(commands, command => {
				expect(readCommandText(writeCommand(command))).toEqual(command)
			}),
			{ numRuns: 3_000 },
		)
	})

	test.each(commandNames)('%s comes out whatever it carries', name => {
		fc.assert(
			fc.property(carried[name], rest => {
				expect(readCommand({ do: name, ...rest })).toEqual({ do: name, ...rest })
			}),
		)
	})

	test('takes what forms send: empty fields are absent, unknown ones dropped, files never named', () => {
		expect(
			readCommand({
				do: 'reply',
				number: '1042',
				text: '',
				draft: null,
				files: [{ name: 'a', size: 1, type: 't', at: 'platform', platform: 'slack', source: 'F1' }],
				sent: 'yes',
				admin: true,
			}),
		).toEqual({
			do: 'reply',
			number: '1042',
			sent: 'yes',
		})
	})

	test('waits behind another, and nothing waits behind it', () => {
		const view: Command = { do: 'view', number: 7 }
		expect(readCommand({ do: 'connect', next: { ...view, next: { do: 'home' } } })).toEqual({
			do: 'connect',
			next: view,
		})
		expect(withoutNext({ do: 'connect', next: view })).toEqual({ do: 'connect' })
		expect(readCommand({ do: 'connect', next: { do: 'view' } })).toEqual({ do: 'connect' })
	})
})

describe('garbage', () => {
	test.each([
		null,
		undefined,
		7,
		'home',
		[],
		[{ do: 'home' }],
		{},
		{ do: 'fly' },
		{ do: 'toString' },
		{ do: '__proto__' },
		{ do: ['home'] },
		{ do: 'list' },
		{ do: 'list', scope: 'everyone' },
		{ do: 'list', scope: 'requested', status: 'hold' },
		{ do: 'list', scope: 'requested', search: 'x'.repeat(1_001) },
		{ do: 'view', number: '1042' },
		{ do: 'view', number: 0 },
		{ do: 'view', number: -1 },
		{ do: 'view', number: 1.5 },
		{ do: 'view', number: 2 ** 53 },
		{ do: 'view', number: Number.NaN },
		{ do: 'view', number: 7, back: { scope: 'mine' } },
		{ do: 'reply', text: 'x'.repeat(100_001) },
		{ do: 'solve', number: 7, sure: true },
		{ do: 'solve', number: 7, sure: 'no' },
		{ do: 'cc', number: 7, change: 'replace' },
		{ do: 'mute', number: 7, days: 0 },
		{ do: 'mute', number: 7, days: 366 },
		{ do: 'language', locale: 'fr' },
		{ do: 'notify', answer: 'pigeon' },
		{ do: 'queue', queue: 'everything' },
		{ do: 'queue', status: 'awaiting' },
		{ do: 'status', number: 7, status: 'new' },
		{ do: 'status', number: 7, status: 'same' },
		{ do: 'reply', number: 7, status: 'new' },
		{ do: 'priority', number: 7, priority: 'highest' },
		{ do: 'assign', to: 'diego@support.example' },
		{ do: 'rate', number: 7, good: true },
	])('%j is no command', value => {
		expect(readCommand(value)).toBeUndefined()
	})

	test('of every other kind is none either, and harms nothing', () => {
		fc.assert(
			fc.property(
				fc.oneof(fc.anything(), fc.record({ do: fc.constantFrom(...commandNames), next: fc.anything() })),
				value => {
					const command = readCommand(value)
					if (command) expect(commandNames).toContain(command.do)
				},
			),
			{ numRuns: 2_000 },
		)
	})

	test.each([undefined, '', '{', 'null', '"home"', '[]', '{"do":"fly"}', '\u0000'])(
		'%j as text is none',
		value => {
			expect(readCommandText(value)).toBeUndefined()
		},
	)

	test('that nests without end is read to the first that waits', () => {
		const deep = `${'{"do":"home","next":'.repeat(50_000)}{"do":"home"}${'}'.repeat(50_000)}`
		expect(readCommand(JSON.parse(deep))).toEqual({ do: 'home', next: { do: 'home' } })
	})

	test('cannot reach the prototype', () => {
		const command = readCommandText(
			'{"do":"home","__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}',
		)
		expect(command).toEqual({ do: 'home' })
		expect((command as unknown as { admin?: boolean }).admin).toBeUndefined()
		expect(({} as { admin?: boolean }).admin).toBeUndefined()
	})
})
