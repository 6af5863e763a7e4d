import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import type { Command } from 'commander'
import type { Account } from '../../src/domain/account.ts'
import type { Comment, IncomingFile } from '../../src/domain/comment.ts'
import { scopes, shownStatuses, type Ticket } from '../../src/domain/ticket.ts'
import type { Refused } from '../../src/ports/tickets.ts'
import { type Bytes, FileTooLarge } from '../../src/ports/outside.ts'
import { commentBytes, defaultFileLimits } from '../../src/rules/limits.ts'
import { settableStatuses } from '../../src/rules/status.ts'
import type { OpenStore } from '../main.ts'
import { accountOf, leaf, numberOf, oneOf, type Options, withStore } from './command.ts'
import { Ended, exitCodes } from './exit.ts'
import { organizationNamed } from './organization.ts'
import { inColumns, plain, type Shell, show } from './shell.ts'

const via = 'command line'

type As = Options & { readonly as: string }
type List = Options & {
	readonly as?: string
	readonly organization?: string
	readonly scope: string
	readonly status?: string
	readonly search?: string
	readonly most: string
}
type Reply = As & {
	readonly text?: string
	readonly note?: boolean
	readonly status?: string
	readonly file: readonly string[]
}

/** `sportello ticket …` */
export function ticketCommands(program: Command, shell: Shell): void {
	const group = program.command('ticket').description('requests for support')

	leaf(group, 'list', 'the requests that someone sees, or all of an organization; latest activity first')
		.option('--as <email>', 'whose list')
		.option('--scope <scope>', scopes.join(', '), 'requested')
		.option('--organization <name>', 'all requests of this company')
		.option('--status <status>', `only ${shownStatuses.join(', ')}`)
		.option('--search <words>', 'words that all occur in the subject or the conversation')
		.option('--most <number>', 'how many to show', '50')
		.action((options: List) => list(shell, options))

	leaf(group, 'show <number>', 'a request and its whole conversation')
		.option('--as <email>', 'as this person sees it; when absent, with everything')
		.action((number: string, options: Options & { as?: string }) => showOne(shell, number, options))

	leaf(group, 'status <number> <status>', `set the status: ${settableStatuses.join(', ')}`)
		.requiredOption('--as <email>', 'the agent who does it')
		.action((number: string, status: string, options: As) => setStatus(shell, number, status, options))

	leaf(group, 'reply <number>', 'add to the conversation')
		.requiredOption('--as <email>', 'who writes')
		.option('--text <text>', 'what to say, in Markdown')
		.option('--note', 'as an internal note, which only agents see')
		.option('--status <status>', `set the status in the same act: ${settableStatuses.join(', ')}`)
		.option('--file <path>', 'a file to attach; may be repeated', (path, all: string[]) => [...all, path], [])
		.action((number: string, options: Reply) => reply(shell, number, options))
}

/** Sees everything, and is nobody: who runs the command line has the database anyway. */
const operator = { id: '0', role: 'admin', grant: 'none', proved: true, disabled: false } as const

async function list(shell: Shell, options: List): Promise<void> {
	const status = options.status === undefined ? undefined : oneOf(shownStatuses, options.status, 'The status')
	const scope = oneOf(scopes, options.scope, 'The scope')
	const most = numberOf(options.most)
	if ((options.as === undefined) === (options.organization === undefined)) {
		throw new Ended('Say whose list: either --as or --organization.', exitCodes.usage)
	}
	await withStore(shell, async store => {
		const { accounts, tickets } = store.database
		const [viewer, of] =
			options.organization === undefined
				? [await accountOf(store, options.as ?? ''), scope]
				: [
						{ ...operator, organization: await organizationNamed(accounts, options.organization) },
						'organization' as const,
					]
		const page = await tickets.list(viewer, {
			scope: of,
			sort: 'activity',
			size: most,
			...(status && { status }),
			...(options.search && { search: options.search }),
		})
		const rows = page.tickets.map(ticket => [
			`#${ticket.number}`,
			ticket.status,
			day(ticket.activityAt),
			plain(ticket.requester.name),
			plain(ticket.subject),
		])
		const { open, awaiting, solved } = page.counts
		const counts = `${open} open, ${awaiting} awaiting a reply, ${solved} solved`
		show(shell, options, page, [...(rows.length > 0 ? [inColumns(rows)] : []), counts].join('\n'))
	})
}

async function showOne(shell: Shell, typed: string, options: Options & { as?: string }): Promise<void> {
	await withStore(shell, async store => {
		const viewer = options.as === undefined ? operator : await accountOf(store, options.as)
		const ticket = await ticketOf(store, viewer, typed)
		const { comments } = await store.database.tickets.conversation(viewer, ticket.id, {
			size: ticket.lastSequence,
		})
		const lines = [...facts(ticket), ...comments.flatMap(comment => ['', ...turn(comment)])]
		show(shell, options, { ticket, comments }, lines.join('\n'))
	})
}

async function setStatus(shell: Shell, typed: string, to: string, options: As): Promise<void> {
	const status = oneOf(settableStatuses, to, 'The status')
	await withStore(shell, async store => {
		const by = await accountOf(store, options.as)
		const ticket = await ticketOf(store, by, typed)
		const done = await store.database.tickets.setStatus({ by: by.id, via, ticket: ticket.id, status })
		if ('refused' in done) throw refused(done, ticket, status)
		show(shell, options, done.ticket, `#${ticket.number} is ${done.ticket.status}.`)
	})
}

async function reply(shell: Shell, typed: string, options: Reply): Promise<void> {
	const status =
		options.status === undefined ? undefined : oneOf(settableStatuses, options.status, 'The status')
	const text = (options.text ?? '').trim()
	if (!text && options.file.length === 0) throw new Ended('Give a --text or a --file.', exitCodes.usage)
	if (Buffer.byteLength(text) > commentBytes) {
		throw new Ended(`The text has more than ${commentBytes} bytes.`, exitCodes.usage)
	}
	if (options.file.length > defaultFileLimits.count) {
		throw new Ended(`At most ${defaultFileLimits.count} files fit on one comment.`, exitCodes.usage)
	}
	await withStore(shell, async store => {
		const by = await accountOf(store, options.as)
		const ticket = await ticketOf(store, by, typed)
		const files = await stored(store, options.file)
		const done = await store.database.tickets.addComment({
			by: by.id,
			via,
			ticket: ticket.id,
			text,
			files,
			public: !options.note,
			...(status && { status }),
		})
		if ('refused' in done) {
			for (const file of files) if (file.at === 'store') await store.files.remove(file.key)
			throw refused(done, ticket, status)
		}
		const where = `#${done.ticket.number}`
		const said = done.followUp
			? `#${ticket.number} is closed, so this began the follow-up ${where}.`
			: `Comment ${done.sequence} was added to ${where}, which is ${done.ticket.status}.`
		show(shell, options, done, said)
	})
}

async function stored(store: OpenStore, paths: readonly string[]): Promise<IncomingFile[]> {
	const files: IncomingFile[] = []
	for (const path of paths) {
		try {
			const kept = await store.files.put(bytesIn(path), defaultFileLimits.bytes)
			files.push({ at: 'store', name: basename(path), type: 'application/octet-stream', ...kept })
		} catch (error) {
			if (error instanceof FileTooLarge) {
				throw new Ended(`${path} has more than ${defaultFileLimits.bytes / 1024 / 1024} MB.`)
			}
			if (error instanceof Error && 'syscall' in error) throw new Ended(`${path} cannot be read.`)
			throw error
		}
	}
	return files
}

/** Opened when it is read: a stream that nobody listens to yet would end the process with its error. */
async function* bytesIn(path: string): Bytes {
	yield* createReadStream(path)
}

type Viewer = Account | typeof operator

async function ticketOf({ database }: OpenStore, viewer: Viewer, typed: string): Promise<Ticket> {
	const number = numberOf(typed.replace(/^#/, ''))
	const ticket = await database.tickets.find(viewer, number)
	if (ticket) return ticket
	throw new Ended(
		'email' in viewer
			? `There is no request #${number}, or ${viewer.email} may not see it.`
			: `There is no request #${number}.`,
	)
}

function refused(outcome: Refused, ticket: Ticket, status: string | undefined): Ended {
	const why = {
		absent: `There is no request #${ticket.number}.`,
		forbidden: `That person may not do this to request #${ticket.number}, which is ${ticket.status}.`,
		unchanged: `Request #${ticket.number} is ${ticket.status}, so it cannot become ${status ?? 'anything else'}.`,
		closed: `Request #${ticket.number} is closed.`,
		full: `Request #${ticket.number} has as many people copied as it can.`,
		disabled: 'That person’s account is disabled.',
		overtaken: `Another agent has answered request #${ticket.number} meanwhile.`,
	} as const
	return new Ended(why[outcome.refused])
}

function facts(ticket: Ticket): readonly string[] {
	const rows: (readonly [string, string | undefined])[] = [
		['Status', ticket.status],
		['Priority', ticket.priority],
		['Requester', ticket.requester.name],
		['Organization', ticket.organization?.name],
		['Assignee', ticket.assignee?.name],
		['CC', ticket.ccs.map(person => person.name).join(', ') || undefined],
		['Follow-up of', ticket.followUpOf && `#${ticket.followUpOf}`],
		['Opened', moment(ticket.createdAt)],
		['Activity', moment(ticket.activityAt)],
	].map(([label, value]) => [String(label), value === undefined ? undefined : String(value)] as const)
	return [
		`#${ticket.number} ${plain(ticket.subject)}`,
		inColumns(rows.flatMap(([label, value]) => (value ? [[`${label}:`, plain(value)]] : []))),
	]
}

function turn(comment: Comment): readonly string[] {
	const note = comment.public ? '' : ' (internal note)'
	return [
		`${comment.sequence}. ${plain(comment.author.name)}, ${moment(comment.createdAt)}${note}`,
		...plain(comment.text)
			.split('\n')
			.map(line => `   ${line}`.trimEnd()),
		...comment.attachments.map(
			file =>
				`   + ${plain(file.name)}, ${file.size} bytes${file.state === 'stored' ? '' : `, ${file.state}`}`,
		),
	]
}

function moment(at: number): string {
	return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

function day(at: number): string {
	return new Date(at).toISOString().slice(0, 10)
}
