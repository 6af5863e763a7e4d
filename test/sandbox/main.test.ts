import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startSandbox } from './running.ts'

const main = new URL('main.ts', import.meta.url).pathname

const start = (words: readonly string[], temporary: string) =>
	startSandbox([process.execPath, '--import', 'tsx', main, ...words], temporary)

it('says where it is, knows a port that is taken, ends when it is told to and leaves nothing behind', async () => {
	const temporary = await mkdtemp(join(tmpdir(), 'sportello-main-test-'))
	const sandbox = start(['--port', '0'], temporary)
	const address = await sandbox.address()
	const page = await fetch(address)
	expect(page.status).toBe(200)
	expect(await page.text()).toContain('the sandbox')
	for (const path of ['/client.js', '/style.css', '/mail/?as=ada', '/mail/client.js', '/portal/?as=ada']) {
		expect((await fetch(address + path)).status, path).toBe(200)
	}

	const { port } = new URL(address)
	const second = start(['--port', port], temporary)
	expect(await second.ended).toBe(1)
	expect(second.said()).toContain(`npm run demo -- --port ${Number(port) + 1}`)
	const confused = start(['--porto', '1'], temporary)
	expect(await confused.ended).toBe(2)
	expect(confused.said()).toContain('--open')

	sandbox.stop('SIGTERM')
	expect(await sandbox.ended, sandbox.said()).toBe(0)
	await expect(fetch(address)).rejects.toThrow()
	expect((await readdir(temporary)).filter(name => name.startsWith('sportello'))).toEqual([])
	await rm(temporary, { recursive: true })
})
