import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '../../../adapters/database/open.ts'
import { run } from '../../../adapters/cli/program.ts'
import { testSecrets } from '../database/secrets.ts'
import { temporaryFolder } from '../service.ts'

let folder: string
let remove: () => Promise<void>
beforeEach(async () => {
	;({ folder, remove } = await temporaryFolder())
})
afterEach(() => remove())

const url = () => `sqlite:${folder}/sportello.db`

/** Runs a command line as if typed. */
async function types(...words: string[]): Promise<{ code: number; out: string; err: string }> {
	let out = ''
	let err = ''
	const code = await run(words, {
		environment: { DATABASE_URL: url(), FILES_URL: `file:${folder}/files` },
		out: text => void (out += text),
		err: text => void (err += text),
		stopped: () => Promise.resolve('SIGTERM'),
	})
	return { code, out, err }
}

async function letters() {
	const database = await openDatabase(url(), { clock: Date, secrets: testSecrets() })
	const jobs = await database.jobs.claim({ kinds: ['letter'], count: 9, lease: 60_000 })
	await database.close()
	return jobs.map(job => (job.kind === 'letter' ? job.letter : undefined))
}

test('an organization owns domains, which can be listed and taken away, and no other one gets them', async () => {
	expect(await types('organization', 'add', 'Acme', '--domain', 'ACME.example', '@acme.test')).toMatchObject({
		code: 0,
	})
	expect(await types('organization', 'add', 'Umbra', '--domain', 'acme.test')).toMatchObject({ code: 1 })
	expect(await types('organization', 'add', 'Umbra')).toMatchObject({ code: 0 })
	expect((await types('organization', 'domain', 'acme')).out).toBe('acme.example\nacme.test\n')
	const taken = await types('organization', 'domain', 'Umbra', 'acme.example')
	expect(taken).toMatchObject({ code: 1, err: expect.stringContaining('acme.example belongs to Acme') })
	await types('organization', 'domain', 'Acme', '--remove', 'acme.example')
	expect(JSON.parse((await types('organization', 'domain', 'Acme', '--json')).out)).toMatchObject({
		name: 'Acme',
		domains: ['acme.test'],
	})
	expect(await types('organization', 'domain', 'Acme', 'ada@acme.example')).toMatchObject({ code: 2 })
	expect(await types('organization', 'domain', 'Acme', '--remove', 'acme.example')).toMatchObject({ code: 1 })
})

test('an account made with an invitation is not proved until its owner has followed the letter', async () => {
	const added = await types(
		'account',
		'add',
		'--email',
		'nina@acme.example',
		'--name',
		'Nina Blu',
		'--invite',
	)
	expect(added).toMatchObject({ code: 0, out: expect.stringContaining('not proved') })
	expect(await letters()).toEqual([{ purpose: 'invite', account: '1' }])
	await types('account', 'add', '--email', 'nora@acme.example', '--name', 'Nora Blu')
	expect(await letters()).toEqual([])
})

test('an invitation goes to who can use it: not to strangers, the disabled and those with a password', async () => {
	await types('account', 'add', '--email', 'nina@acme.example', '--name', 'Nina Blu')
	expect(await types('account', 'invite', 'nina@acme.example')).toMatchObject({ code: 0 })
	expect(await letters()).toEqual([{ purpose: 'invite', account: '1' }])
	expect(await types('account', 'invite', 'nobody@acme.example')).toMatchObject({ code: 1 })

	const database = await openDatabase(url(), { clock: Date, secrets: testSecrets() })
	const token = { purpose: 'welcome', email: 'nina@acme.example', account: '1', hash: 'h' } as const
	await database.signIns.issueToken({ ...token, expiresAt: Date.now() + 60_000 })
	await database.signIns.setPassword({ token: 'h', password: 'hash' })
	await database.close()
	expect(await types('account', 'invite', 'nina@acme.example')).toMatchObject({ code: 1 })

	await types('account', 'add', '--email', 'nora@acme.example', '--name', 'Nora Blu')
	await types('account', 'disable', 'nora@acme.example')
	expect(await types('account', 'invite', 'nora@acme.example')).toMatchObject({ code: 1 })
	expect(await letters()).toEqual([])
})

test('disabling on the command line ends what a service beside it has going', async () => {
	await types('account', 'add', '--email', 'nina@acme.example', '--name', 'Nina Blu')
	const database = await openDatabase(url(), { clock: Date, secrets: testSecrets() })
	const token = { purpose: 'welcome', email: 'nina@acme.example', account: '1', hash: 'h' } as const
	await database.signIns.issueToken({ ...token, expiresAt: Date.now() + 60_000 })
	await database.signIns.setPassword({ token: 'h', password: 'hash' })
	await database.signIns.start({ account: '1', checked: 'hash', hash: 's', agent: '' })
	expect(await database.signIns.find('s')).toBeDefined()
	await types('account', 'disable', 'nina@acme.example')
	expect(await database.signIns.find('s')).toBeUndefined()
	await types('account', 'disable', 'nina@acme.example', '--undo')
	expect(await database.signIns.find('s')).toBeUndefined()
	await database.close()
})
