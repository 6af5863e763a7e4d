import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../service.ts'
import { commandLine, environmentIn } from './shell.ts'

let folder: string
let remove: () => Promise<void>
let sportello: ReturnType<typeof commandLine>
const diego = ['--as', 'diego@support.example']
const ada = ['--as', 'ada@acme.example']

beforeAll(async () => {
	;({ folder, remove } = await temporaryFolder())
	sportello = commandLine(environmentIn(folder))
	expect((await sportello('seed')).code).toBe(0)
})
afterAll(() => remove())

type Row = { number: number; subject: string; status: string }
async function adas(...words: string[]): Promise<Row[]> {
	const { out } = await sportello('ticket', 'list', ...ada, '--json', ...words)
	return (JSON.parse(out) as { tickets: Row[] }).tickets
}
const numberOf = async (subject: string) =>
	String((await adas()).find(row => row.subject.includes(subject))?.number)

describe('the small company', () => {
	it('has requests at every stage, in two languages, with notes, copies, files and a follow-up of none', async () => {
		const acme = JSON.parse(
			(await sportello('ticket', 'list', '--organization', 'Acme', '--most', '100', '--json')).out,
		) as { tickets: Row[]; counts: Record<string, number> }
		const umbra = JSON.parse(
			(await sportello('ticket', 'list', '--organization', 'Umbra', '--json')).out,
		) as { tickets: Row[] }
		const rows = [...acme.tickets, ...umbra.tickets]
		expect(new Set(rows.map(row => row.status))).toEqual(
			new Set(['new', 'open', 'pending', 'hold', 'solved', 'closed']),
		)
		expect(rows.some(row => row.subject.startsWith('Sala riunioni'))).toBe(true)
		expect(rows.some(row => row.subject.startsWith('Second screen'))).toBe(true)
		const lists = await Promise.all(['requested', 'ccd', 'organization'].map(scope => adas('--scope', scope)))
		for (const list of lists) expect(list.length).toBeGreaterThan(0)
	})

	it('is the same each time', async () => {
		const other = await temporaryFolder()
		const again = commandLine(environmentIn(other.folder))
		await again('seed')
		const subjects = async (run: typeof sportello) =>
			(await run('ticket', 'list', '--organization', 'Acme', '--most', '100')).out.replaceAll(
				/\d{4}-\d\d-\d\d/g,
				'',
			)
		expect(await subjects(again)).toBe(await subjects(sportello))
		await other.remove()
	})

	it('is not made twice', async () => {
		expect(await sportello('seed')).toMatchObject({ code: 1, err: 'The small company is there already.\n' })
	})

	it('can have many more requests, with progress: a bar on a terminal, lines elsewhere', async () => {
		const other = await temporaryFolder()
		const many = await commandLine(environmentIn(other.folder))('seed', '--tickets', '2,000', '--json')
		expect(JSON.parse(many.out)).toMatchObject({ tickets: 2_040 })
		expect(many.err).toMatch(/^100 %: 2,000 of 2,000 requests$/m)
		const bar = await commandLine(environmentIn(other.folder), 60)('seed', '--tickets', '1000')
		expect(bar.err).toContain('\r█')
		expect(bar.err).toMatch(/1,000 of 1,000 requests\S*\n$/)
		await other.remove()
		expect(await sportello('seed', '--tickets', 'many')).toMatchObject({ code: 2 })
	})
})

describe('a list', () => {
	it('is filtered and searched', async () => {
		for (const row of await adas('--status', 'awaiting')) expect(row.status).toBe('pending')
		expect((await adas('--search', 'printer blank')).map(row => row.subject)).toEqual([
			'The printer on the third floor prints blank pages',
		])
		expect((await sportello('ticket', 'list', ...ada)).out).toMatch(
			/\d+ open, \d+ awaiting a reply, \d+ solved\n$/,
		)
	})

	it.each([
		[['ticket', 'list'], 2, 'either --as or --organization'],
		[['ticket', 'list', ...ada, '--organization', 'Acme'], 2, 'either --as or --organization'],
		[['ticket', 'list', ...ada, '--status', 'pending'], 2, 'open, awaiting, solved'],
		[['ticket', 'list', ...ada, '--scope', 'mine'], 2, 'requested, ccd, organization'],
		[['ticket', 'list', ...ada, '--most', '0'], 2, '“0” is not a number'],
		[['ticket', 'list', '--as', 'nobody@acme.example'], 1, 'There is no account of nobody@acme.example.'],
		[['ticket', 'show', 'x'], 2, '“x” is not a number'],
		[['ticket', 'show', '99999'], 1, 'There is no request #99999.'],
		[['ticket', 'status', '1001', 'new', ...diego], 2, 'open, pending, hold, solved, closed'],
		[['ticket', 'reply', '1001', ...diego], 2, 'Give a --text or a --file.'],
		[['ticket', 'reply', '1001', ...diego, '--text', 'x'.repeat(65_537)], 2, 'more than 65536 bytes'],
		[['ticket', 'reply', '1001', ...diego, '--file', '/nowhere/x'], 1, '/nowhere/x cannot be read.'],
	] as const)('%j ends with %i', async (words, code, sentence) => {
		const said = await sportello(...words)
		expect([said.code, said.out]).toEqual([code, ''])
		expect(said.err).toContain(sentence)
	})
})

describe('a request', () => {
	it('is shown whole, and as somebody sees it', async () => {
		const number = await numberOf('Due fatture con lo stesso numero')
		const whole = await sportello('ticket', 'show', `#${number}`)
		expect(whole.out).toContain('(internal note)')
		expect(whole.out).toContain('Assignee:')
		const hers = await sportello('ticket', 'show', number, ...ada)
		expect(hers.out).toContain('Due fatture')
		expect(hers.out).not.toContain('internal note')
		expect(hers.out).not.toContain('Il fornitore ha numerato male')
	})

	it('that is not yours is one that is not there', async () => {
		const number = await numberOf('Due fatture con lo stesso numero')
		const mallory = ['--as', 'mallory@umbra.example']
		const foreign = await sportello('ticket', 'show', number, ...mallory)
		const none = await sportello('ticket', 'show', '99999', ...mallory)
		expect(foreign).toEqual({ ...none, err: none.err.replace('99999', number) })
		expect(foreign.code).toBe(1)
	})

	it('is answered by an agent, with a status and a file, and by its requester', async () => {
		const number = await numberOf('mailing list')
		const path = join(folder, 'how to.txt')
		await writeFile(path, 'like this')
		const said = await sportello(
			'ticket',
			'reply',
			number,
			...diego,
			'--text',
			'Done \u001B[2J',
			'--status',
			'pending',
			'--file',
			path,
		)
		expect(said).toEqual({ code: 0, out: `Comment 2 was added to #${number}, which is pending.\n`, err: '' })
		const shown = (await sportello('ticket', 'show', number)).out
		expect(shown).toContain('+ how to.txt, 9 bytes')
		expect(shown).not.toContain('\u001B')
		const back = await sportello('ticket', 'reply', number, ...ada, '--text', 'Thank you', '--json')
		expect(JSON.parse(back.out)).toMatchObject({ sequence: 3, followUp: false, ticket: { status: 'open' } })
	})

	it('gets a note that its requester does not see', async () => {
		const number = await numberOf('coffee machine')
		await sportello('ticket', 'reply', number, ...diego, '--text', 'Call the vendor', '--note')
		expect((await sportello('ticket', 'show', number)).out).toContain('Call the vendor')
		expect((await sportello('ticket', 'show', number, ...ada)).out).not.toContain('Call the vendor')
		expect(await sportello('ticket', 'reply', number, ...ada, '--text', 'x', '--note')).toMatchObject({
			code: 1,
		})
	})

	it('changes its status, unless that is not allowed', async () => {
		const number = await numberOf('Keyboard layout')
		expect((await sportello('ticket', 'status', number, 'solved', ...diego)).out).toBe(
			`#${number} is solved.\n`,
		)
		expect(await sportello('ticket', 'status', number, 'solved', ...diego)).toMatchObject({
			code: 1,
			err: `Request #${number} is solved, so it cannot become solved.\n`,
		})
		expect(await sportello('ticket', 'status', number, 'open', ...ada)).toMatchObject({
			code: 1,
			err: expect.stringContaining('That person may not do this'),
		})
		expect((await sportello('ticket', 'status', number, 'closed', ...diego)).code).toBe(0)
		const follow = await sportello('ticket', 'reply', number, ...ada, '--text', 'It is back')
		expect(follow.out).toMatch(/^#\d+ is closed, so this began the follow-up #\d+\.\n$/)
	})
})
