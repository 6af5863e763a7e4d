import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { openMailer } from '../../../adapters/email/open.ts'
import { openLog } from '../../../adapters/log/open.ts'
import { renderHome, renderMessage, renderModal } from '../../../adapters/slack/render/index.ts'
import { render } from '../../../adapters/teams/render/index.ts'
import { plainView } from '../../../adapters/teams/render/plain.ts'
import { attachmentNamed } from '../../../adapters/web/headers.ts'
import { document } from '../../../adapters/web/layout.ts'
import { renderView, titleOf } from '../../../adapters/web/render/index.tsx'
import type { View } from '../../../src/views/view.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { readHtml } from './html.ts'
import type { Read } from './read.ts'
import { readSlack } from './slack.ts'
import { readCard } from './teams.ts'
import { letterOf, viewsOf } from './views.ts'

/** A place where people's words come out. */
export type Sink = {
	readonly name: string
	/** Whether the text stands there as it was typed; otherwise its marks are read, and its letters are there. */
	readonly whole: boolean
	/** What of a text is to be there, where something is taken out on purpose. */
	readonly kept?: (typed: string) => string
	readonly read: (typed: string) => Read | Promise<Read>
}

const again = { do: 'help' } as const
const say = wordsOf('en')
const page = {
	say,
	locale: 'en',
	support: 'Support',
	here: '/requests',
	back: '/requests',
	once: 'x',
	person: 'Ada Rossi',
	agent: true,
	style: '/assets/style.css',
	icon: '/assets/icon.svg',
} as const

type Node = Readonly<Record<string, unknown>>

/** The parts of a payload of a type. */
function parts(payload: unknown, ...types: readonly string[]): Node[] {
	if (Array.isArray(payload)) return payload.flatMap(one => parts(one, ...types))
	if (typeof payload !== 'object' || payload === null) return []
	const node = payload as Node
	const own = types.includes(String(node['type'])) ? [node] : []
	return [...own, ...Object.values(node).flatMap(one => parts(one, ...types))]
}

const kinds = ['message', 'form', 'ticket', 'list'] as const

const slack: readonly Sink[] = [
	...kinds.map(kind => ({
		name: `Slack, ${kind} as a message`,
		whole: true,
		read: (typed: string) => readSlack(renderMessage(viewsOf(typed)[kind], again), typed),
	})),
	...kinds.map(kind => ({
		name: `Slack, ${kind} in a window`,
		whole: true,
		read: (typed: string) => readSlack(renderModal(viewsOf(typed)[kind]), typed),
	})),
	{ name: 'Slack, home', whole: true, read: typed => readSlack(renderHome(viewsOf(typed).message), typed) },
	{
		name: 'Slack, mrkdwn and fallback text',
		whole: true,
		read: typed => readSlack({ text: renderMessage(viewsOf(typed).message, again).text }, typed),
	},
	{
		name: 'Slack, plain text',
		whole: true,
		read: typed =>
			readSlack(parts(renderMessage(viewsOf(typed).message, again), 'section', 'context', 'header'), typed),
	},
	{
		name: 'Slack, button',
		whole: true,
		read: typed => readSlack(parts(renderMessage(viewsOf(typed).message, again), 'button'), typed),
	},
	{
		name: 'Slack, title of a window',
		whole: true,
		read: typed => readSlack([renderModal(viewsOf(typed).form).title], typed),
	},
	{
		name: 'Slack, option',
		whole: true,
		read: typed =>
			readSlack(parts(renderModal(viewsOf(typed).form), 'static_select', 'radio_buttons'), typed),
	},
	{
		name: 'Slack, conversation',
		whole: false,
		read: typed => readSlack(renderModal(conversation(typed)), typed),
	},
]

const teams: readonly Sink[] = [
	...kinds.map(kind => ({
		name: `Teams, ${kind}`,
		whole: true,
		read: (typed: string) => readCard(render(viewsOf(typed)[kind]), typed),
	})),
	{
		name: 'Teams, text block',
		whole: true,
		read: typed =>
			readCard(cardOf(parts(render(viewsOf(typed).message), 'TextBlock', 'RichTextBlock')), typed),
	},
	{
		name: 'Teams, fact',
		whole: true,
		read: typed =>
			readCard(
				render({ ...viewsOf('x').message, facts: [{ label: 'Subject', value: typed }] } as View),
				typed,
			),
	},
	{
		name: 'Teams, option',
		whole: true,
		read: typed => readCard(cardOf(parts(render(viewsOf(typed).form), 'Input.ChoiceSet')), typed),
	},
	{
		name: 'Teams, fallback text',
		whole: true,
		read: typed => ({ shown: [plainView(viewsOf(typed).message)], active: [] }),
	},
	{ name: 'Teams, conversation', whole: false, read: typed => readCard(render(conversation(typed)), typed) },
]

const web: readonly Sink[] = [
	...kinds.map(kind => ({
		name: `page, ${kind}`,
		whole: true,
		read: (typed: string) => readHtml(pageOf(viewsOf(typed)[kind]), typed),
	})),
	{ name: 'page, conversation', whole: false, read: typed => readHtml(pageOf(conversation(typed)), typed) },
	{
		name: 'page, name of who is signed in',
		whole: true,
		read: typed => readHtml(pageOf(viewsOf('x').message, typed), typed),
	},
	{
		name: 'file name, as a header',
		whole: true,
		// What would lead into another folder.
		kept: typed => typed.replaceAll(/[/\\]/g, '_'),
		read: typed => readDisposition(attachmentNamed(typed)),
	},
]

/** The same, by a conversation in which nothing else is somebody's. */
function conversation(typed: string): View {
	const { ticket } = viewsOf('x')
	const { ticket: other } = viewsOf(typed)
	if (ticket.kind !== 'ticket' || other.kind !== 'ticket') throw new Error('not a request')
	return {
		...ticket,
		comments: ticket.comments.map((comment, at) => ({ ...comment, text: other.comments[at]?.text ?? [] })),
	}
}

function cardOf(body: readonly Node[]) {
	return { type: 'AdaptiveCard', version: '1.5', body }
}

function pageOf(view: View, person: string = page.person): string {
	const frame = { page: { ...page, person }, current: 'queue', path: '/queue' } as const
	return document({ ...frame, title: titleOf(view, page), children: renderView(view, page) })
}

/** RFC 6266: two names, of which the second is the real one (RFC 8187). */
function readDisposition(header: string): Read {
	const [, plain, encoded] =
		/^attachment; filename="([^"\\]*)"; filename\*=UTF-8''([\w!#$&+.^`|~%-]*)$/.exec(header) ?? []
	if (plain === undefined || encoded === undefined || /[^\x20-\x7e]/.test(header))
		return { shown: [], active: [`the header ${JSON.stringify(header)}`] }
	const name = decodeURIComponent(encoded)
	const active =
		/[/\\]|\p{Cc}|[\u202A-\u202E\u2066-\u2069]|^\.*$/u.test(name) || /[/\\]/.test(plain)
			? [`the name ${JSON.stringify(name)}`]
			: []
	return { shown: [name], active }
}

/** What every letter has, and nothing that anyone typed. */
const headers = new Set(
	'from to subject message-id date mime-version content-type auto-submitted x-auto-response-suppress content-language list-unsubscribe list-unsubscribe-post in-reply-to references'.split(
		' ',
	),
)

/** Letters as they would go out, read by a parser of another maker. */
async function mail(): Promise<{ readonly sinks: readonly Sink[]; readonly close: () => Promise<void> }> {
	const folder = await mkdtemp(join(tmpdir(), 'sportello-inject-'))
	const mailer = openMailer({ from: 'Support <support@support.example>', folder, clock: { now: () => 0 } })
	const sent = async (typed: string) => {
		for (const name of await readdir(folder)) await rm(join(folder, name))
		await mailer.send(letterOf(typed), { to: 'ada@acme.example', messageId: 'x@support.example' })
		const [name = ''] = await readdir(folder)
		const bytes = await readFile(join(folder, name))
		return { bytes, parsed: await simpleParser(bytes, { skipTextToHtml: true, skipHtmlToText: true }) }
	}
	const sinks: readonly Sink[] = [
		{
			name: 'mail, headers',
			whole: true,
			read: async typed => {
				const { bytes, parsed } = await sent(typed)
				const active = [...parsed.headers.keys()]
					.filter(name => !headers.has(name) && name !== 'list')
					.map(name => `a header “${name}”`)
				const to = Array.isArray(parsed.to) ? parsed.to.map(one => one.text).join() : parsed.to?.text
				if (to !== 'ada@acme.example') active.push(`it goes to ${to}`)
				if (parsed.attachments.length > 0) active.push('something attached')
				if (/[^\r]\n|\r[^\n]/.test(bytes.toString('latin1'))) active.push('a line that ends otherwise')
				return { shown: [parsed.subject ?? ''], active }
			},
		},
		{
			name: 'mail, text',
			whole: true,
			read: async typed => {
				const text = (await sent(typed)).parsed.text ?? ''
				return {
					shown: [text],
					active: /[^\P{Cc}\n\r\t]|[\u202d\u202e]/u.test(text) ? ['a control character'] : [],
				}
			},
		},
		{
			name: 'mail, HTML',
			whole: true,
			read: async typed => readHtml((await sent(typed)).parsed.html || '', typed),
		},
	]
	return { sinks, close: () => rm(folder, { recursive: true, force: true }) }
}

/** The log is one line of JSON for each thing that it is told. */
const log: Sink = {
	name: 'log',
	whole: true,
	// Addresses of mail, queries of addresses and what looks like a token do not get there.
	kept: typed => typed.split(/[^\s<]*[@?]|[\w+-]{22,}/)[0] ?? '',
	read: typed => {
		let written = ''
		const to = openLog('info', { write: line => void (written += line) })
		to.error(typed, new Error(typed), { reference: typed })
		to.warn(typed, { why: typed })
		to.info(typed)
		const lines = written.split(/[\n\r\u2028\u2029\u0085]/)
		const active = lines.length === 4 && lines[3] === '' ? [] : [`${lines.length - 1} lines`]
		if (/[^\P{Cc}\n]/u.test(written)) active.push('a control character')
		const read = written
			.split('\n')
			.slice(0, 3)
			.map(line => JSON.parse(line) as { readonly msg: string; readonly level: number })
		if (read.map(({ level }) => level).join() !== '50,40,30') active.push('another level')
		return { shown: read.map(({ msg }) => msg), active }
	},
}

/** Opens every place. */
export async function openSinks(): Promise<{
	readonly sinks: readonly Sink[]
	readonly close: () => Promise<void>
}> {
	const { sinks, close } = await mail()
	return { sinks: [...slack, ...teams, ...web, ...sinks, log], close }
}
