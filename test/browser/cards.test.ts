import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { render } from '../../adapters/teams/render/index.ts'
import type { Locale } from '../../src/domain/account.ts'
import type { Ticket } from '../../src/domain/ticket.ts'
import { wordsOf } from '../../src/words/index.ts'
import { openService, type Service } from '../adapters/teams/service.ts'
import { allowed } from '../contracts/cast.ts'
import { nodesOf } from '../standins/teams/nodes.ts'
import { examples } from '../views/examples.ts'
import { type Easel, openEasel, themes, widths } from './cards.ts'

/** Debian's; `apt-get install chromium`. Set `SCREENSHOTS` to a folder to see every card as it looks. */
const executablePath = '/usr/bin/chromium'
const absent = !existsSync(executablePath) && !process.env['CI']

type Json = Readonly<Record<string, unknown>>
type Body = {
	readonly task: {
		readonly type: string
		readonly value: { readonly title: string; readonly card: { readonly content: unknown } }
	}
	readonly composeExtension: {
		readonly type: string
		readonly attachments: readonly { readonly content: unknown }[]
	}
	readonly value: unknown
}

describe.skipIf(absent)(
	`Teams’ cards in a browser${absent ? ` (skipped: there is no ${executablePath})` : ''}`,
	() => {
		let browser: Browser
		const easels: { readonly name: string; readonly easel: Easel }[] = []

		beforeAll(async () => {
			browser = await chromium.launch({
				executablePath,
				args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
			})
			for (const theme of themes) {
				for (const width of widths) {
					easels.push({ name: `${width}-${theme}`, easel: await openEasel(browser, theme, width) })
				}
			}
		})
		afterAll(() => browser?.close())

		const folder = process.env['SCREENSHOTS']

		/** Draws a card everywhere, unfolded and folded. */
		async function look(card: unknown, name: string, on = easels): Promise<void> {
			for (const { name: where, easel } of on) {
				for (const open of [true, false])
					expect([name, where, await easel.draw(card, { open })]).toEqual([name, where, []])
				if (!folder) continue
				await mkdir(folder, { recursive: true })
				await easel.page.screenshot({ path: join(folder, `card-${name}-${where}.png`), fullPage: true })
			}
		}

		test.each(['en', 'it'] as const)(
			'show every example whole on a phone, %s',
			{ timeout: 120_000 },
			async locale => {
				// Where a card is too wide, it is on a phone, in any theme.
				const phone = easels.slice(0, 1)
				for (const { name, view } of examples(locale)) {
					await look(render(view), `${name.replaceAll(/[^a-z]+/gi, '-')}-${locale}`, folder ? easels : phone)
				}
			},
		)

		test('are found wanting where something is too wide or missing', async () => {
			const run = { type: 'TextRun', text: 'x' }
			const line = { type: 'RichTextBlock', inlines: [run] }
			const card = (body: readonly Json[]) => ({ type: 'AdaptiveCard', version: '1.5', body })
			const [phone] = easels
			expect(await phone?.easel.draw(card([line]))).toEqual([])
			const wide = {
				type: 'ActionSet',
				actions: [{ type: 'Action.OpenUrl', title: 'x'.repeat(80), url: 'https://x.example' }],
			}
			expect((await phone?.easel.draw(card([wide])))?.join()).toContain('cut off')
			const unknown = { type: 'Surprise', items: [line] }
			expect(await phone?.easel.draw(card([unknown]))).toEqual(['not shown: x'])
		})

		describe.each(['en', 'it'] as const)('by raw activities, %s', locale => {
			const say = wordsOf(locale)
			let service: Service
			let ticket: Ticket
			beforeEach(async () => {
				service = await openService({ locale })
				const { world, ada, link } = service
				const by = { by: world.cast.ada.id, via: 'test' }
				const { tickets, files } = world.app.ports
				ticket = allowed(
					await tickets.open({
						...by,
						subject: 'The label printer in Hall 3 prints every second label upside down',
						text: 'It *jams*.',
						files: [],
					}),
				).ticket
				const stored = await files.put(bytesOf('%PDF-1.7 guide'), 1_000)
				const file = {
					at: 'store' as const,
					name: 'guide to the label printer é.pdf',
					type: 'application/pdf',
					...stored,
				}
				allowed(
					await tickets.addComment({ ...world.diego, ticket: ticket.id, text: 'Read this.', files: [file] }),
				)
				await link(ada, world.cast.ada)
			})
			afterEach(async () => {
				await service.close()
				expect(service.teams.problems).toEqual([])
				expect(service.world.faults).toEqual([])
			})

			/** Sends what Teams would, and gives what it would get. */
			async function send(activity: Json, from = '29:ada'): Promise<Body> {
				const { teams } = service
				const whole = teams.activity({ id: from, locale: languageOf(locale) }, activity)
				const answer = await teams.post(JSON.stringify(whole), `Bearer ${await teams.issuer.sign()}`)
				expect(answer.status).toBe(200)
				return (answer.body ?? {}) as Body
			}
			const personal = () => ({
				id: 'a:29:ada',
				conversationType: 'personal',
				tenantId: service.teams.tenantId,
			})
			const channel = () => ({ id: '19:team', conversationType: 'channel', tenantId: service.teams.tenantId })
			const invoke = (name: string, value: Json, from?: string) =>
				send({ type: 'invoke', name, value, conversation: channel() }, from)
			const messagePayload = {
				id: '1700000000000',
				body: {
					contentType: 'html',
					content: '<div>The printer is <b>dark</b> &amp; cold<br>since Monday</div>',
				},
				linkToMessage:
					'https://teams.microsoft.com/l/message/19:abcdefabcdefabcdefabcdefabcdef@thread.tacv2/1700000000000?tenantId=00000000-0000-4000-8000-000000000000&groupId=00000000-0000-4000-8000-000000000001',
				attachments: [
					{
						id: '1',
						contentType: 'reference',
						contentUrl:
							'https://contoso.sharepoint.com/sites/it/Shared%20Documents/General/label-printer.png',
						name: 'label-printer.png',
					},
				],
			}
			const uses = (commandId: string, from?: string) =>
				invoke('composeExtension/fetchTask', { commandId, commandContext: 'message', messagePayload }, from)
			const submits = (commandId: string, data: Json, from?: string) =>
				invoke('composeExtension/submitAction', { commandId, commandContext: 'message', data }, from)
			/** What a button of a card brings back. */
			const dataOf = (card: unknown, title: string): Json => {
				const found = [...nodesOf(card)].find(node => node.title === title)
				if (!found) throw new Error(`no button ${title} in ${JSON.stringify(card)}`)
				return found.data as Json
			}

			test('a request is made of a message, in a dialog', async () => {
				const first = await uses('create_request')
				const { title, card } = first.task.value
				expect(title).toBe(say('new.title'))
				await look(card.content, `dialog-new-${locale}`)
				const data = dataOf(card.content, say('new.submit'))
				const refused = await submits('create_request', { ...data, subject: '', text: 'Dark' })
				expect(JSON.stringify(refused)).toContain(say('refused.subject.missing'))
				await look(refused.task.value.card.content, `dialog-new-refused-${locale}`)
				const done = await submits('create_request', { ...data, subject: 'Dark printer', text: 'Dark' })
				expect(done.task).toEqual({
					type: 'message',
					value: say('new.done', { number: String(ticket.number + 1) }),
				})
			})

			test('a message is added to a request, in a dialog', async () => {
				const first = await uses('add_to_request')
				const { title, card } = first.task.value
				expect(title).toBe(say('reply.title'))
				await look(card.content, `dialog-add-${locale}`)
				const data = dataOf(card.content, say('reply.submit'))
				const done = await submits('add_to_request', { ...data, number: String(ticket.number), text: 'Dark' })
				expect(done.task).toEqual({
					type: 'message',
					value: say('reply.done', { number: String(ticket.number) }),
				})
			})

			test('someone who is not connected is, in the same dialog', async () => {
				const first = await uses('create_request', '29:mallory')
				await look(first.task.value.card.content, `dialog-connect-${locale}`)
				expect(first.task.value.title).toBe(say('connect.title'))
				const data = dataOf(first.task.value.card.content, say('connect.submit'))
				const code = await submits(
					'create_request',
					{ ...data, email: service.world.cast.mallory.email },
					'29:mallory',
				)
				await look(code.task.value.card.content, `dialog-code-${locale}`)
			})

			test('a request is shared as a card', async () => {
				const words = { commandId: 'search_requests', parameters: [{ name: 'words', value: 'label' }] }
				const found = await invoke('composeExtension/query', words)
				expect(found.composeExtension.attachments).toHaveLength(1)
				await look(found.composeExtension.attachments[0]?.content, `shared-${locale}`)
				const url = `${service.world.app.ports.settings.publicUrl}/requests/${ticket.number}`
				const pasted = await invoke('composeExtension/queryLink', { url })
				await look(pasted.composeExtension.attachments[0]?.content, `unfurled-${locale}`)
			})

			test('a file is handed over once that is allowed', async () => {
				const { teams } = service
				const conversation = personal()
				await send({ type: 'message', text: String(ticket.number), conversation })
				const page = teams.world.messages.at(-1)?.attachments[0]?.content
				await look(page, `file-offered-${locale}`)
				const data = dataOf(page, say('chat.file.save', { drive: 'OneDrive' }))
				const action = { type: 'Action.Execute', verb: 'file', data }
				const asked = await send({
					type: 'invoke',
					name: 'adaptiveCard/action',
					value: { action },
					conversation,
				})
				expect(asked.value).toBe(
					say('chat.file.asked', { name: 'guide to the label printer é.pdf', drive: 'OneDrive' }),
				)
				const consent = teams.world.messages.at(-1)
				const content = consent?.attachments[0]?.content as {
					description: string
					sizeInBytes: number
					acceptContext: Json
				}
				expect(content).toMatchObject({ description: say('chat.file.purpose'), sizeInBytes: 14 })
				teams.world.uploads.set('1', { bytes: new Uint8Array(), size: undefined })
				const uploadInfo = {
					contentUrl: `${teams.world.origin}/onedrive/1`,
					uploadUrl: `${teams.world.origin}/uploads/1`,
					name: 'guide to the label printer é.pdf',
					uniqueId: '1',
					fileType: 'pdf',
				}
				const value = { type: 'fileUpload', action: 'accept', context: content.acceptContext, uploadInfo }
				await send({
					type: 'invoke',
					name: 'fileConsent/invoke',
					value,
					conversation,
					replyToId: consent?.id,
				})
				expect(Buffer.from(teams.world.uploads.get('1')?.bytes ?? []).toString()).toBe('%PDF-1.7 guide')
				expect(teams.world.messages.some(({ id }) => id === consent?.id)).toBe(false)
			})
		})
	},
)

const languageOf = (locale: Locale) => (locale === 'it' ? 'it-IT' : 'en-GB')

async function* bytesOf(text: string) {
	yield Buffer.from(text)
}
