import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../service.ts'
import { commandLine, environmentIn } from './shell.ts'

let sportello: ReturnType<typeof commandLine>
let folder: string
let remove: () => Promise<void>
beforeEach(async () => {
	;({ folder, remove } = await temporaryFolder())
	sportello = commandLine(environmentIn(folder))
})
afterEach(() => remove())

const ada = [
	'account',
	'add',
	'--email',
	' Ada@Acme.example',
	'--name',
	'Ada Maria Rossi',
	'--organization',
	'acme',
]

describe('organizations', () => {
	it('are made, granted and listed', async () => {
		expect(await sportello('organization', 'add', 'Acme')).toEqual({ code: 0, out: 'Acme  see\n', err: '' })
		expect((await sportello('organization', 'add', 'Umbra', '--grant', 'none')).out).toBe('Umbra  none\n')
		expect((await sportello('organization', 'grant', 'ACME', 'comment')).out).toBe('Acme  comment\n')
		expect((await sportello('organization', 'list')).out).toBe('Acme   comment\nUmbra  none\n')
		expect(JSON.parse((await sportello('organization', 'list', '--json')).out)).toEqual([
			{ id: '1', name: 'Acme', grant: 'comment' },
			{ id: '2', name: 'Umbra', grant: 'none' },
		])
	})

	it('are not made twice, nor granted when they are not there', async () => {
		await sportello('organization', 'add', 'Acme')
		expect(await sportello('organization', 'add', ' acme ')).toEqual({
			code: 1,
			out: '',
			err: 'There is an organization “acme” already.\n',
		})
		expect(await sportello('organization', 'grant', 'Umbra', 'see')).toMatchObject({
			code: 1,
			err: 'There is no organization “Umbra”; there is Acme.\n',
		})
		expect(await sportello('organization', 'grant', 'Acme', 'all')).toMatchObject({
			code: 2,
			err: 'The grant “all” is not known; there is none, see, comment.\n',
		})
	})
})

describe('accounts', () => {
	it('are made with all that is known of a person, and listed', async () => {
		await sportello('organization', 'add', 'Acme')
		const added = await sportello(...ada, '--locale', 'it', '--time-zone', 'Europe/Rome', '--json')
		expect(added.code).toBe(0)
		expect(JSON.parse(added.out)).toMatchObject({
			email: 'ada@acme.example',
			firstName: 'Ada Maria',
			lastName: 'Rossi',
			role: 'user',
			organization: { name: 'Acme' },
			locale: 'it',
			timeZone: 'Europe/Rome',
			proved: true,
			disabled: false,
		})
		await sportello(
			'account',
			'add',
			'--email',
			'diego@support.example',
			'--name',
			'Diego',
			'--role',
			'agent',
		)
		expect((await sportello('account', 'list')).out).toBe(
			'ada@acme.example       Ada Maria Rossi  user   Acme  proved\n' +
				'diego@support.example  Diego            agent  -     proved\n',
		)
		expect((await sportello('account', 'list', '--organization', 'Acme')).out).not.toContain('diego')
	})

	it('are disabled, enabled and given another role', async () => {
		await sportello('organization', 'add', 'Acme')
		await sportello(...ada)
		expect((await sportello('account', 'disable', 'ada@acme.example')).out).toContain('disabled')
		expect((await sportello('account', 'disable', 'ada@acme.example', '--undo')).out).not.toContain(
			'disabled',
		)
		expect((await sportello('account', 'role', 'ADA@acme.example', 'admin')).out).toContain('admin')
	})

	it.each([
		[['account', 'add', '--email', 'nobody', '--name', 'A'], 2, '“nobody” is not a mail address.'],
		[['account', 'add', '--email', 'a@b.example', '--name', ' '], 2, 'The name is empty.'],
		[['account', 'add', '--email', 'a@b.example', '--name', 'x'.repeat(81)], 2, 'at most 80 characters'],
		[['account', 'add', '--email', 'a@b.example', '--name', 'A', '--role', 'boss'], 2, 'user, agent, admin'],
		[['account', 'add', '--email', 'a@b.example', '--name', 'A', '--locale', 'de'], 2, 'en, it'],
		[['account', 'add', '--email', 'a@b.example', '--name', 'A', '--time-zone', 'Rome'], 2, 'Europe/Rome'],
		[
			['account', 'add', '--email', 'a@b.example', '--name', 'A', '--organization', 'X'],
			1,
			'organization add "X"',
		],
		[['account', 'add', '--name', 'A'], 2, "required option '--email <address>'"],
		[['account', 'disable', 'ben@b.example'], 1, 'There is no account of ben@b.example.'],
		[['account', 'role', 'ben@b.example', 'king'], 2, 'user, agent, admin'],
		[['account', 'list', '--organisation', 'X'], 2, "unknown option '--organisation'"],
		[['acount'], 2, "unknown command 'acount'"],
	] as const)('%j ends with %i', async (words, code, sentence) => {
		const said = await sportello(...words)
		expect(said.code).toBe(code)
		expect(said.err).toContain(sentence)
		expect(said.out).toBe('')
	})

	it('are not made twice', async () => {
		const ben = ['account', 'add', '--email', 'ben@partner.example', '--name', 'Ben Okafor']
		await sportello(...ben)
		expect(await sportello(...ben)).toMatchObject({
			code: 1,
			err: 'ben@partner.example has an account already.\n',
		})
	})
})

describe('the program', () => {
	it('says what its exit codes mean, and what each command takes', async () => {
		const help = await sportello('--help')
		expect(help.code).toBe(0)
		expect(help.out).toContain('Exit codes: 0 done')
		expect((await sportello('account', 'add', '--help')).out).toContain('--email <address>')
	})

	it('stops at settings that cannot be used, one line each', async () => {
		const wrong = commandLine({ PORT: 'x', DATABASE_URL: 'mysql://h/d' })
		expect(await wrong('account', 'list')).toEqual({
			code: 2,
			out: '',
			err: expect.stringMatching(/^PORT is not .*\nDATABASE_URL is not .*\n$/),
		})
	})

	it('says that a database cannot be reached', async () => {
		const away = commandLine({
			...environmentIn(folder),
			DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
			SECRET_KEY: 'k'.repeat(32),
		})
		expect(await away('migrate')).toMatchObject({
			code: 3,
			err: expect.stringContaining('cannot be reached'),
		})
	})

	it('migrates, and the second time finds nothing to do', async () => {
		const first = JSON.parse((await sportello('migrate', '--json')).out) as { steps: string[] }
		expect(first.steps).toContain('0001-accounts')
		expect((await sportello('migrate')).out).toBe('Nothing to do.\n')
	})

	it('writes the Slack app, with the address filled in or for Socket Mode', async () => {
		const there = commandLine({ PUBLIC_URL: 'https://help.acme.example' })
		const manifest = JSON.parse((await there('manifest', 'slack')).out) as Record<string, never>
		expect(JSON.stringify(manifest)).toContain('https://help.acme.example/slack/events')
		const socket = JSON.parse((await there('manifest', 'slack', '--socket')).out) as {
			settings: { socket_mode_enabled: boolean }
		}
		expect(socket.settings.socket_mode_enabled).toBe(true)
	})

	it('writes the Teams app as a zip, once there is something to fill in', async () => {
		const output = join(folder, 'teams.zip')
		expect(await commandLine({})('manifest', 'teams', '--output', output)).toMatchObject({
			code: 2,
			err: expect.stringContaining('PUBLIC_URL'),
		})
		const there = commandLine({
			PUBLIC_URL: 'https://help.acme.example',
			TEAMS_APP_ID: '00000000-0000-4000-8000-000000000001',
			TEAMS_APP_PASSWORD: 'password',
			TEAMS_TENANT_ID: '00000000-0000-4000-8000-000000000002',
		})
		expect(await there('manifest', 'teams', '--output', output, '--app-version', 'new')).toMatchObject({
			code: 2,
		})
		expect((await there('manifest', 'teams', '--output', output, '--app-version', '1.0.1')).code).toBe(0)
		const files = unzipSync(await readFile(output))
		expect(Object.keys(files).toSorted()).toEqual(['color.png', 'it.json', 'manifest.json', 'outline.png'])
		expect(JSON.parse(Buffer.from(files['manifest.json'] ?? []).toString())).toMatchObject({
			version: '1.0.1',
			validDomains: ['help.acme.example'],
		})
	})
})
