import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('walks through the main conversation, ends well and leaves nothing behind', async () => {
	const temporary = await mkdtemp(join(tmpdir(), 'sportello-demo-test-'))
	const main = new URL('main.ts', import.meta.url).pathname
	const demo = spawn(process.execPath, ['--import', 'tsx', main], {
		env: { ...process.env, TMPDIR: temporary, NO_COLOR: '1' },
		stdio: ['ignore', 'pipe', 'pipe'],
	})
	let said = ''
	for (const stream of [demo.stdout, demo.stderr]) stream.on('data', text => (said += String(text)))
	const [code] = (await once(demo, 'close')) as [number]
	expect(said).toContain('That is the main conversation.')
	expect(said).not.toContain('would have refused')
	expect(code, said).toBe(0)
	const left = (await readdir(temporary)).filter(name => name.startsWith('sportello'))
	expect(left).toEqual([])
	await rm(temporary, { recursive: true })
}, 60_000)
