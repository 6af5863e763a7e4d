import { writeCommand } from '../../../src/commands/command.ts'
import { asked, pageOf } from './commands.ts'
import type { Asks } from './surfaces.ts'

/** Sends what a form of ours would send, with a command of someone else's page in it. */
export const sending: Asks = async ({ cast }, { who, name, about }) => {
	const { browser } = cast[who]
	const fields = [
		['command', writeCommand(asked[name](about))],
		['once', `${who} ${name} ${about.number}`],
		['page', '/requests'],
	] as const
	const page = await browser.send({ action: '/do', submit: '', multipart: false, fields, others: {} })
	return `${page.status} ${page.text}`
}

/** Opens the page that a command has. */
export const opening: Asks = async ({ cast }, { who, name, about }) => {
	const page = await cast[who].browser.get(pageOf(name, about) ?? '/')
	return `${page.status} ${page.text}`
}
