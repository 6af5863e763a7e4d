import type { Connected, Context } from '../commands/context.ts'
import type { Definition } from '../commands/definition.ts'
import { fullName } from '../domain/account.ts'
import type { Scope } from '../domain/ticket.ts'
import type { HomeView } from '../views/view.ts'
import { connectAction } from './connect.ts'
import { emptyList, listItem, scopesOf } from './lists.ts'
import { queueSummary } from './queue.ts'

const each = 5

/** The three lists at a glance, and whether the person is connected. */
export const home: Definition<'home'> = {
	for: 'anyone',
	async run(context) {
		const { say, account, ports } = context
		if (!account) {
			return {
				kind: 'home',
				locale: context.locale,
				title: say('home.title'),
				intro: [say('connect.intro', { support: ports.settings.supportName })],
				lists: [],
				actions: [connectAction(context), { label: say('help.action'), command: { do: 'help' } }],
			}
		}
		const connected = { ...context, account }
		const desk = account.role === 'user' ? undefined : await deskOf(connected)
		return {
			kind: 'home',
			locale: context.locale,
			title: say('home.title'),
			intro: [
				...(desk ? [desk] : []),
				...(context.identity ? [say('home.connected', { name: fullName(account) })] : []),
			],
			lists: await Promise.all(scopesOf(connected).map(scope => glance(connected, scope))),
			actions: [
				...(desk ? [{ label: say('queue.action'), command: { do: 'queue' as const } }] : []),
				...actions(context),
			],
		}
	},
}

/** What is before support, for who answers there. */
async function deskOf(context: Connected): Promise<string> {
	const { ports, account, say } = context
	const { counts } = await ports.tickets.queue(account, { queue: 'unassigned', sort: 'waiting', size: 1 })
	return say('home.queue', { summary: queueSummary(context, counts) })
}

async function glance(context: Connected, scope: Scope): Promise<HomeView['lists'][number]> {
	const { say, ports, account } = context
	const page = await ports.tickets.list(account, { scope, sort: 'activity', size: each })
	return {
		scope,
		title: say(`scope.${scope}`),
		summary: say('list.summary', page.counts),
		items: page.tickets.map(ticket => listItem(context, ticket)),
		...(page.tickets.length === 0 && { empty: emptyList(context, scope) }),
		all: { label: say('home.all'), command: { do: 'list', scope } },
	}
}

function actions({ say, identity }: Context): HomeView['actions'] {
	return [
		{ label: say('new.action'), command: { do: 'new' }, weight: 'main' },
		{ label: say('list.search'), command: { do: 'search', scope: 'requested' } },
		{ label: say('home.notify'), command: { do: 'notify' } },
		{ label: say('help.action'), command: { do: 'help' } },
		...(identity ? [{ label: say('home.disconnect'), command: { do: 'disconnect' as const } }] : []),
	]
}
