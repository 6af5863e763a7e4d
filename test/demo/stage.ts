import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { simpleParser } from 'mailparser'
import { run } from '../../adapters/cli/program.ts'
import { type App, compose } from '../../adapters/main.ts'
import { readSettings } from '../../adapters/settings.ts'
import { type ConnectedSlack, connectSlack } from '../standins/slack/index.ts'

/** The real service on a seeded database, and Slack's stand-in in a process of its own. */
export type Stage = {
	readonly app: App
	readonly slack: ConnectedSlack
	/** Holds the database, the files and the mails. */
	readonly folder: string
	/** Runs `sportello …` beside the service. @returns what it says */
	sportello(...words: string[]): Promise<string>
	/** The newest mail to an address. */
	mailTo(address: string): Promise<{ readonly subject: string; readonly text: string }>
	/** Ends everything and removes the folder. */
	strike(): Promise<void>
}

export async function setStage(): Promise<Stage> {
	const folder = await mkdtemp(join(tmpdir(), 'sportello-demo-'))
	const ends: (() => unknown)[] = [() => rm(folder, { recursive: true, force: true })]
	const strike = async () => {
		for (let end = ends.pop(); end; end = ends.pop()) await end()
	}
	try {
		const slack = await startSlackProcess(ends)
		const environment = {
			PORT: '0',
			DATABASE_URL: `sqlite:${join(folder, 'sportello.db')}`,
			FILES_URL: `file:${join(folder, 'files')}`,
			LOG_LEVEL: 'warn',
			SLACK_SIGNING_SECRET: slack.signingSecret,
			SLACK_BOT_TOKEN: slack.botToken,
			SLACK_API_URL: slack.apiUrl,
		}
		const sportello = (...words: string[]) => runSportello(environment, words)
		await sportello('seed')
		const settings = readSettings(environment)
		const mails = join(folder, 'mail')
		const app = await compose({ ...settings, mail: { ...settings.mail, folder: mails } })
		ends.push(() => app.stop())
		await app.start()
		await slack.serves(app.address ?? '')
		return { app, slack, folder, sportello, mailTo: address => mailIn(mails, address), strike }
	} catch (error) {
		await strike()
		throw error
	}
}

async function startSlackProcess(ends: (() => unknown)[]): Promise<ConnectedSlack> {
	const main = new URL('../standins/slack/main.ts', import.meta.url).pathname
	const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), main], {
		stdio: ['ignore', 'pipe', 'inherit'],
	})
	ends.push(async () => {
		if (child.exitCode !== null) return
		child.kill('SIGTERM')
		await once(child, 'exit')
	})
	const lines = createInterface(child.stdout)
	const line = await Promise.race([
		once(lines, 'line').then(([first]) => String(first)),
		once(child, 'exit').then(([code]) => {
			throw new Error(`Slack's stand-in ended with ${String(code)}`)
		}),
	])
	return connectSlack((JSON.parse(line) as { controlUrl: string }).controlUrl)
}

async function runSportello(environment: Record<string, string>, words: readonly string[]): Promise<string> {
	let said = ''
	let complaint = ''
	const code = await run(words, {
		environment,
		out: text => {
			said += text
		},
		err: text => {
			complaint += text
		},
		stopped: () => Promise.resolve('nothing'),
	})
	if (code !== 0) throw new Error(`sportello ${words.join(' ')} ended with ${code}: ${complaint}`)
	return said.trimEnd()
}

async function mailIn(folder: string, address: string): Promise<{ subject: string; text: string }> {
	for (const name of (await readdir(folder)).toSorted().toReversed()) {
		const mail = await simpleParser(await readFile(join(folder, name)))
		const to = [mail.to ?? []].flat().map(each => each.text)
		if (to.some(each => each.includes(address))) return { subject: mail.subject ?? '', text: mail.text ?? '' }
	}
	throw new Error(`no mail to ${address}`)
}
