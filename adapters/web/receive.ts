import type { IncomingMessage } from 'node:http'
import { type Command, readCommand, withFiles } from '../../src/commands/command.ts'
import type { AccountId } from '../../src/domain/account.ts'
import type { Ports } from '../../src/ports/index.ts'
import type { WebContext } from './context.ts'
import { plainForm } from './routes.ts'
import { readKept, type StoredFile } from './kept.ts'
import { BodyRefused, brokenOff, multipartBytes, type ReceivedForm, readMultipart } from './multipart.ts'

/** What a form was sent with, each field once. */
export type Sent = {
	readonly fields: ReadonlyMap<string, string>
	/** Those that came with it, then those that had come before. */
	readonly files: readonly StoredFile[]
	/** The keys of those that came with it and are in the store now. */
	readonly arrived: readonly string[]
}

/** What becomes of the files of a form; without it a form with files is none of ours. */
export type Takes =
	| { readonly files: 'stored'; readonly whom: AccountId }
	/** They have no key then, and must not be used. */
	| { readonly files: 'dropped'; readonly whom?: AccountId }
	| undefined

/** What a form says of itself, not of the command. */
const envelope = new Set(['command', 'instead', 'once', 'page', 'kept', 'next', 'unsent'])
/** What only we may put into a command. */
const ours = ['do', 'files', 'draft', 'next'] as const

/**
 * Reads the form that was sent. Nothing of the body is looked at before this is called.
 * @throws {@link BodyRefused}
 */
export async function receive(c: WebContext, ports: Ports, takes: Takes): Promise<Sent> {
	const { incoming } = c.env
	const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
	const length = Number(c.req.header('content-length') ?? 0)
	const multipart = type === 'multipart/form-data' && takes !== undefined
	const most = multipart ? multipartBytes(ports.settings.fileLimits) : plainForm
	if (length > most) throw new BodyRefused('large')
	if (!multipart && type !== 'application/x-www-form-urlencoded') throw new BodyRefused('malformed')
	const files = takes?.files === 'stored' ? ports.files : undefined
	const form = multipart
		? await readMultipart(incoming, { files, limits: ports.settings.fileLimits })
		: { fields: await readPlain(incoming), files: [] }
	try {
		return sentOf(ports, takes?.whom, form)
	} catch (error) {
		for (const { key } of form.files) if (key) await ports.files.remove(key)
		throw error
	}
}

async function readPlain(incoming: IncomingMessage): Promise<[string, string][]> {
	const chunks: Buffer[] = []
	let bytes = 0
	try {
		for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
			bytes += (chunk as Buffer).length
			if (bytes > plainForm) throw new BodyRefused('large')
			chunks.push(chunk as Buffer)
		}
	} catch (error) {
		throw brokenOff(incoming) ? new BodyRefused('malformed') : error
	}
	const fields = new URLSearchParams(Buffer.concat(chunks).toString())
	return [...fields].map(([name, value]) => [name, value.replaceAll('\r\n', '\n')])
}

function sentOf(ports: Ports, whom: AccountId | undefined, form: ReceivedForm): Sent {
	const fields = new Map<string, string>()
	const kept: StoredFile[] = []
	for (const [name, value] of form.fields) {
		if (name === 'kept') {
			const file = whom && readKept(ports, whom, value)
			if (file) kept.push(file)
			continue
		}
		// A field of ours is sent once; twice is not ours.
		if (fields.has(name)) throw new BodyRefused('malformed')
		fields.set(name, value)
	}
	const arrived = form.files.flatMap(({ key }) => (key ? [key] : []))
	return { fields, files: [...form.files, ...kept], arrived }
}

/**
 * The command that a form carries, or the button in it that was pressed instead of sending it, with what was typed under the fields' names.
 * @returns undefined when it carries none
 */
export function commandOf({ fields, files }: Sent): Command | undefined {
	let carried: unknown
	try {
		carried = JSON.parse(fields.get('instead') ?? fields.get('command') ?? '')
	} catch {
		return undefined
	}
	if (typeof carried !== 'object' || carried === null || Array.isArray(carried)) return undefined
	const { draft: _, next: __, ...command } = carried as Record<string, unknown>
	const typed = [...fields].filter(([name]) => !envelope.has(name) && !ours.some(one => one === name))
	const read = readCommand({ ...command, ...Object.fromEntries(typed) })
	return read && withFiles(read, files)
}

/**
 * The key under which the same thing sent again from the same page has its effect once: another text from it
 * is another act. Files are known by what is in them, for each upload stores them anew.
 */
export function onceOf(
	{ secrets }: Pick<Ports, 'secrets'>,
	sent: Sent,
	command: Command,
): string | undefined {
	const page = sent.fields.get('once')
	if (!page || page.length > 100) return undefined
	const files = sent.files.map(({ name, size, sha256 }) => [name, size, sha256])
	return secrets.hash(JSON.stringify([page, { ...command, files }]))
}
