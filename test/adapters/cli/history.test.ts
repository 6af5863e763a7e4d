import { afterEach, beforeEach, expect, test } from 'vitest'
import { temporaryFolder } from '../service.ts'
import { commandLine, environmentIn } from './shell.ts'

let types: ReturnType<typeof commandLine>
let remove: () => Promise<void>
beforeEach(async () => {
	const place = await temporaryFolder()
	remove = place.remove
	types = commandLine(environmentIn(place.folder))
})
afterEach(() => remove())

test('rights are told of with names, addresses and ids, and exported whole', async () => {
	await types('organization', 'add', 'Acme')
	await types(
		'account',
		'add',
		'--email',
		'nina@acme.example',
		'--name',
		'Nina Blu',
		'--organization',
		'Acme',
	)
	await types('account', 'role', 'nina@acme.example', 'agent')
	const { out } = await types('history', 'rights')
	const lines = out.trim().split('\n')
	expect(lines.map(line => line.replace(/^\S+ {2}/, ''))).toEqual([
		'role  account Nina Blu <nina@acme.example> (1)  by command line  user → agent',
		'organization  account Nina Blu <nina@acme.example> (1)  by command line  Acme',
		'made  account Nina Blu <nina@acme.example> (1)  by command line  user',
		'made  organization Acme (1)  by command line  see',
	])
	const json = (await types('history', 'rights', '--json')).out.trim().split('\n')
	const entries = json.map(line => JSON.parse(line) as object)
	expect(entries).toHaveLength(4)
	expect(entries[0]).toMatchObject({
		what: 'role',
		account: { id: '1', name: 'Nina Blu', email: 'nina@acme.example' },
		from: 'user',
		to: 'agent',
		via: 'command line',
	})
	const own = await types('history', 'rights', '--account', 'nina@acme.example', '--json')
	expect(own.out.trim().split('\n')).toEqual(json.slice(0, 3))
})
