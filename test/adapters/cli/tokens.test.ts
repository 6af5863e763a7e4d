import { afterEach, beforeEach, expect, it } from 'vitest'
import { startService, temporaryFolder } from '../service.ts'
import { commandLine, environmentIn } from './shell.ts'

let sportello: ReturnType<typeof commandLine>
let folder: string
let remove: () => Promise<void>
beforeEach(async () => {
	;({ folder, remove } = await temporaryFolder())
	sportello = commandLine(environmentIn(folder))
	await sportello('account', 'add', '--email', 'ada@acme.example', '--name', 'Ada Rossi')
})
afterEach(() => remove())

const forAda = ['--as', 'ada@acme.example', '--scope', 'tickets:read,comments:read']

it('a token of the API is shown once, listed and revoked', async () => {
	const made = await sportello('token', 'add', 'Shop', ...forAda, '--expires', '90d')
	expect(made.out).toMatch(/^spo_[\w-]{43}\nIt is not shown again\./)
	const listed = await sportello('token', 'list')
	expect(listed.out).toMatch(
		/^1 {2}Shop {2}ada@acme\.example {2}made \d{4}-\d\d-\d\d {2}used - {2}until \d{4}-\d\d-\d\d {2}tickets:read comments:read\n$/,
	)
	expect(listed.out).not.toContain(made.out.slice(4, 20))
	expect(await sportello('token', 'revoke', '1')).toMatchObject({ code: 0, out: 'Token 1 is revoked.\n' })
	expect(await sportello('token', 'revoke', '1')).toMatchObject({ code: 1, err: 'There is no token 1.\n' })
})

it('nothing is made of a scope, an account or a time that there is not', async () => {
	const refused = async (...words: string[]) => (await sportello('token', 'add', 'Shop', ...words)).err
	expect(await refused('--as', 'ada@acme.example', '--scope', 'tickets')).toMatch(
		/^The scope “tickets” is not known; there is tickets:read, tickets:write,/,
	)
	expect(await refused('--as', 'ben@elsewhere.example', '--scope', 'tickets:read')).toBe(
		'There is no account of ben@elsewhere.example.\n',
	)
	expect(await refused(...forAda, '--expires', 'soon')).toBe('“soon” is not a number of days, such as 90d.\n')
	await sportello('account', 'disable', 'ada@acme.example')
	expect(await refused(...forAda)).toBe('ada@acme.example is disabled.\n')
	expect((await sportello('token', 'list', '--json')).out).toBe('[]\n')
})

it('it opens the API, and closes it once it is revoked', async () => {
	const service = await startService()
	try {
		const beside = commandLine(environmentIn(service.folder))
		await beside('account', 'add', '--email', 'ada@acme.example', '--name', 'Ada Rossi')
		const { secret, id } = JSON.parse((await beside('token', 'add', 'Shop', ...forAda, '--json')).out)
		const me = () => service.get('/api/v1/me', { headers: { authorization: `Bearer ${secret}` } })
		expect(await (await me()).json()).toMatchObject({ scopes: ['tickets:read', 'comments:read'] })
		await beside('token', 'revoke', id)
		expect((await me()).status).toBe(401)
	} finally {
		await service.stop()
	}
})
