import type { Planting } from './planting.ts'

/** In who is who, and who may do and see what. */
export const people: readonly Planting[] = [
	{
		bug: 'rights are not looked at when news is sent',
		edits: [
			{
				in: 'src/notices/tell.ts',
				find: 'ports.notices.situation(account, notice.number',
				put: 'ports.notices.situation(everyone, notice.number',
			},
		],
		tests: ['test/notices/faults.test.ts'],
	},
	{
		bug: 'an internal note is shown to whoever asked',
		edits: [
			{
				in: 'adapters/database/tickets/conversation.ts',
				find: "\t\t.$if(!notes, query => query.where('c.public', '=', 1))\n",
				put: '',
			},
		],
		tests: ['test/adapters/database/tickets.test.ts'],
		named: 'SQLite',
	},
	{
		bug: 'whoever is copied may copy others',
		edits: [
			{
				in: 'src/rules/access.ts',
				find: "return operation === 'see' || operation === 'comment' || operation === 'leaveCc'",
				put: "return operation === 'see' || operation === 'comment' || operation === 'leaveCc' || operation === 'addCc'",
			},
		],
		tests: ['test/rules/access.test.ts'],
	},
	{
		bug: 'what is not yours is refused and not absent',
		edits: [
			{
				in: 'adapters/database/tickets/act.ts',
				find: "if (!can(by, 'see', facts)) return { refused: 'absent' }",
				put: "if (!can(by, 'see', facts)) return { refused: 'forbidden' }",
			},
		],
		tests: ['test/adapters/database/tickets.test.ts'],
		named: 'SQLite',
	},
	{
		bug: 'people hear of what they did themselves',
		edits: [
			{
				in: 'src/rules/audience.ts',
				find: 'if (viewer.disabled || event.by?.id === viewer.id) return undefined',
				put: 'if (viewer.disabled) return undefined',
			},
		],
		tests: ['test/rules/audience.test.ts'],
	},
	{
		bug: 'an unknown address is refused without a hash',
		edits: [
			{
				in: 'src/features/sign-in.ts',
				find: 'const equal = await passwords.verify(typed, good?.password)',
				put: 'const equal = good ? await passwords.verify(typed, good.password) : false',
			},
		],
		tests: ['test/features/sign-in.test.ts'],
	},
	{
		bug: 'a link of a letter is used up by being looked at',
		edits: [
			{
				in: 'adapters/database/sign-ins/tokens.ts',
				find: 'if (!row || row.disabled === 1) return undefined',
				put: `await store.kysely.updateTable('letter_tokens').set({ void: 1 }).where('hash', '=', hash).execute()
	if (!row || row.disabled === 1) return undefined`,
			},
		],
		tests: ['test/features/accounts-by-mail.test.ts'],
	},
	{
		bug: 'a link of a letter is good twice',
		edits: [
			{
				in: 'adapters/database/sign-ins/tokens.ts',
				find: ".where('purpose', 'in', purposes)\n\t\t.where('void', '=', 0)",
				put: ".where('purpose', 'in', purposes)",
			},
		],
		tests: ['test/adapters/database/sign-ins.test.ts'],
		named: 'SQLite',
	},
	{
		bug: 'sessions go on after the password was changed',
		edits: [
			{
				in: 'adapters/database/sign-ins/passwords.ts',
				find: 'await endSessions(change, account, keep)',
				put: 'void [endSessions, keep]',
			},
		],
		tests: ['test/adapters/database/sign-ins.test.ts'],
		named: 'passwords by mail in SQLite',
	},
	{
		bug: 'a mailbox gets a letter more in a day than it should',
		edits: [
			{
				in: 'adapters/database/letter-budget.ts',
				find: "places('letter-day', of, letterBudget.aDay)",
				put: "places('letter-day', of, letterBudget.aDay + 1)",
			},
		],
		tests: ['test/adapters/database/sign-ins.test.ts'],
		named: 'asking for letters in SQLite',
	},
]
