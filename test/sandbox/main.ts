import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { parseArgs } from 'node:util'
import { panes } from './panes.ts'
import { password } from './settled.ts'
import { serve } from './serve.ts'
import { setStage } from './stage.ts'

/** Where the sandbox is unless it is told otherwise. */
const usualPort = 4700

const usage = `npm run demo -- [--port NUMBER] [--open]

  --port NUMBER  where the sandbox is, ${usualPort} otherwise; 0: any that is free
  --open         opens it in the browser`

const say = (text: string) => process.stdout.write(`${text}\n`)
const complain = (text: string) => process.stderr.write(`${text}\n`)

process.exitCode = await main()

/** @returns the exit code: 2 for words that it does not know, 1 where it cannot listen */
async function main(): Promise<number> {
	const given = readArguments()
	if (!given) {
		complain(usage)
		return 2
	}
	const ended = new Promise<void>(resolve => {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
	})
	try {
		await assertFree(given.port)
		await play(given, ended)
		return 0
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException
		if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error
		complain(
			code === 'EACCES'
				? `Port ${given.port} is not for everybody. Take one above 1023: npm run demo -- --port ${usualPort}`
				: `Something else listens on port ${given.port}: another sandbox, perhaps. End it, or take another port:

  npm run demo -- --port ${(given.port % 65_535) + 1}`,
		)
		return 1
	}
}

type Given = { readonly port: number; readonly open: boolean }

function readArguments(): Given | undefined {
	try {
		const { values } = parseArgs({ options: { port: { type: 'string' }, open: { type: 'boolean' } } })
		const { port = String(usualPort), open = false } = values
		return /^\d{1,5}$/.test(port) && Number(port) <= 65_535 ? { port: Number(port), open } : undefined
	} catch {
		return undefined
	}
}

/** Whoever has to take another port hears of it at once. @throws EADDRINUSE, EACCES */
async function assertFree(port: number): Promise<void> {
	const server = createServer().listen(port, '127.0.0.1')
	await once(server, 'listening')
	server.close()
	await once(server, 'close')
}

async function play({ port, open }: Given, ended: Promise<void>): Promise<void> {
	const began = Date.now()
	say('Setting the stage: a company with forty requests, Slack, Teams, a mail server and the service …')
	const stage = await setStage()
	try {
		const served = await serve(stage, panes, port)
		say(`Ready after ${((Date.now() - began) / 1000).toFixed(1)} s. Open this in a browser:

  ${served.address}

Each window can be Ada or Carla of Acme, Ben of a partner, Diego of support, or Mallory, a stranger.
The tour at the side begins with Ada, who writes /tickets in Slack. On the portal everybody’s password is
“${password}”. Nothing leaves this machine. Ctrl-C ends it and removes everything.`)
		if (open) openInBrowser(served.address)
		await ended
		say('\nTaking everything away …')
		await served.close()
	} finally {
		await stage.strike()
	}
}

function openInBrowser(address: string): void {
	const [command = '', ...before] =
		process.platform === 'darwin'
			? ['open']
			: process.platform === 'win32'
				? ['cmd', '/c', 'start', '']
				: ['xdg-open']
	// Where there is none, the address stands above.
	spawn(command, [...before, address], { stdio: 'ignore', detached: true })
		.on('error', () => {})
		.unref()
}
