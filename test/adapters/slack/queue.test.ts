import { afterEach, describe, expect, it } from 'vitest'
import { renderMessage, renderModal } from '../../../adapters/slack/render/index.ts'
import type { Command } from '../../../src/commands/command.ts'
import { queueSorts } from '../../../src/domain/ticket.ts'
import type { Choice, ListView } from '../../../src/views/view.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { checkMessage, checkView } from '../../standins/slack/index.ts'
import type { Block } from '../../standins/slack/types.ts'
import { queueExample } from '../../views/queue.ts'
import { ticketExample } from '../../views/tickets.ts'
import { type Channel, openChannel } from './channel.ts'

const say = wordsOf('en')

describe('the queue', () => {
	let channel: Channel
	afterEach(async () => {
		const { problems } = channel.desk.slack
		await channel.close()
		expect(problems).toEqual([])
	})

	it('is a list with its own choices, each of which narrows it', async () => {
		channel = await openChannel({ quiet: true })
		const { diego } = channel
		const number = await channel.asked()
		await channel.asked('The coffee is cold')
		await diego.types(`/tickets priority ${number} urgent`)
		const all = await diego.types('/tickets queue')
		expect(all.message).toMatchObject({ ephemeral: true })
		expect(all.screen).toContain('The printer is jammed')
		expect(all.screen).toContain('The coffee is cold')
		expect(all.screen).toContain('Acme')
		const urgent = await diego.chooses(say('ticket.priority'), say('priority.urgent'))
		expect(urgent.message?.text).toContain(say('queue.unassigned'))
		expect(urgent.screen).toContain('The printer is jammed')
		expect(JSON.stringify(urgent.message?.blocks)).not.toContain('The coffee is cold')
		const umbra = await diego.chooses(say('ticket.organization'), 'Umbra')
		expect(umbra.screen).toContain(say('list.empty.filtered'))
		const acme = await diego.chooses(say('ticket.organization'), 'Acme')
		expect(acme.screen).toContain('The printer is jammed')
		const page = await diego.presses(say('ticket.open'))
		expect(page.modal?.title).toBe(say('ticket.number', { number: String(number) }))
	})

	it('opens whatever else an agent can do on a request’s page', async () => {
		channel = await openChannel({ quiet: true })
		const { diego } = channel
		const number = await channel.asked()
		await diego.types(`/tickets ${number}`)
		const labels = diego.buttons('modal').map(({ text }) => text)
		expect(labels.slice(0, 4)).toEqual([
			say('ticket.take'),
			say('ticket.replyTo'),
			say('ticket.note'),
			say('ticket.status'),
		])
		expect(labels).not.toContain(say('history.action'))
		const history = await diego.chooses('overflow', say('history.action'))
		expect(history.error).toBeUndefined()
		expect(history.modal?.depth).toBe(1)
		expect(history.modal?.title).not.toBe(say('ticket.number', { number: String(number) }))
	})
})

/** A queue of as much as there can be, searched for something. */
function queueOf(search: string): ListView {
	const view = queueExample('en', 'largest')
	const about = (command: Command): Command =>
		command.do === 'queue' ? { ...command, search: search || undefined } : command
	const sorts: Choice = {
		name: 'sort',
		label: say('list.choose.sort'),
		options: queueSorts.map(sort => ({
			label: say(`queue.sort.${sort}`),
			command: { do: 'queue', queue: 'all', status: 'pending', priority: 'normal', organization: '49', sort },
			chosen: sort === 'due',
		})),
	}
	const choices = view.choices.map(choice => ({
		...choice,
		options: choice.options.map(option => ({ ...option, command: about(option.command) })),
	}))
	return { ...view, choices: search ? choices : [...choices, sorts] }
}

describe('what Slack takes of it', () => {
	it.each([0, 7, 40, 120, 200])('searched for %d characters', length => {
		const search = 'é'.repeat(length)
		const view = queueOf(search)
		expect(checkMessage(renderMessage(view, { do: 'help' }))).toEqual([])
		expect(checkView(renderModal(view))).toEqual([])
	})

	it('has all that can be chosen while there is room, and else a way back from what is', () => {
		const [, , , organizations] = queueOf('printer').choices
		const names = organizations?.options.map(({ label }) => label) ?? []
		expect(names).toHaveLength(52)
		const has = (shown: object, name: string | undefined) => JSON.stringify(shown).includes(`"${name}"`)
		const window = renderModal(queueOf('printer'))
		for (const name of names) expect(has(window, name), name).toBe(true)
		const few = renderMessage(queueOf('printer'), { do: 'help' }).blocks
		const chosen = organizations?.options.find(one => one.chosen)?.label
		for (const name of [names[0], names[1], chosen]) expect(has(few, name), name).toBe(true)
		const long = renderMessage(queueOf('é'.repeat(200)), { do: 'help' }).blocks
		for (const name of [say('priority.low'), say('priority.urgent'), names[0], chosen]) {
			expect(has(long, name), name).toBe(true)
		}
		expect(has(long, names[1])).toBe(false)
	})
})

describe('what one can do with a request', () => {
	const rows = (count: number) => {
		const actions = Array.from({ length: count }, (_, index) => ({
			label: `Act ${index + 1}`,
			command: { do: 'view', number: index + 1 } as const,
		}))
		const { blocks } = renderModal({ ...ticketExample('en', 'usual'), actions })
		expect(checkView(renderModal({ ...ticketExample('en', 'usual'), actions }))).toEqual([])
		const row = blocks.find(block => block.type === 'actions') as Block | undefined
		const elements = row?.elements ?? []
		const menu = elements.find(({ type }) => type === 'overflow')
		return {
			buttons: elements.filter(({ type }) => type === 'button').length,
			menu: menu?.options?.map(({ text }) => text.text) ?? [],
		}
	}

	it('stands as buttons, and the last five in a menu where there is much', () => {
		expect(rows(4)).toEqual({ buttons: 4, menu: [] })
		expect(rows(8)).toEqual({ buttons: 8, menu: [] })
		expect(rows(12)).toEqual({ buttons: 7, menu: ['Act 8', 'Act 9', 'Act 10', 'Act 11', 'Act 12'] })
	})
})
