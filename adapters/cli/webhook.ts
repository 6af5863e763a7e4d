import { randomBytes } from 'node:crypto'
import type { Command } from 'commander'
import { deliveryStates } from '../../src/ports/notices.ts'
import type { LoggedMessage, Webhook } from '../../src/ports/webhooks.ts'
import { secretOverlap, type WebhookEvent, webhookEventNames } from '../../src/rules/webhooks.ts'
import { openWebhookSender, webhookSecret, webhookTestBody, webhookUrlFault } from '../main.ts'
import { accountOf, leaf, numberOf, oneOf, type Options, withStore } from './command.ts'
import { Ended, exitCodes } from './exit.ts'
import { inColumns, plain, type Shell, show } from './shell.ts'

type Add = Options & { readonly as: string; readonly events: readonly string[] }
type Rotate = Options & { readonly keep: string }
type Log = Options & { readonly state?: string; readonly most: string }

const hour = 60 * 60_000
/** Bytes of a secret. */
const secretLength = 32

/** `sportello webhook …` */
export function webhookCommands(program: Command, shell: Shell): void {
	const group = program
		.command('webhook')
		.description('systems beside the service that are told what happens (Standard Webhooks)')

	leaf(group, 'add <url>', 'tell one; its secret is shown once')
		.requiredOption('--as <address>', 'the account whose rights it has: what that may not read is not sent')
		.requiredOption('--events <types...>', `all, or some of ${webhookEventNames.join(', ')}`)
		.action((url: string, options: Add) => add(shell, url, options))

	leaf(group, 'list', 'all of them, and how they are').action((options: Options) => list(shell, options))

	leaf(group, 'remove <id>', 'tell one no more, and forget what waits for it').action(
		(id: string, options: Options) => remove(shell, id, options),
	)

	leaf(group, 'rotate <id>', 'make a new secret; it is shown once')
		.option('--keep <hours>', 'for how long the old one signs too; 0: no more', String(secretOverlap / hour))
		.action((id: string, options: Rotate) => rotate(shell, id, options))

	leaf(group, 'test <id>', 'send it something now, and say what it answers').action(
		(id: string, options: Options) => test(shell, id, options),
	)

	leaf(group, 'enable <id>', 'tell one again that was disabled').action((id: string, options: Options) =>
		enable(shell, id, options),
	)

	leaf(group, 'log <id>', 'what it was told in the last two weeks, the newest first')
		.option('--state <state>', `only ${deliveryStates.join(', ')}`)
		.option('--most <number>', 'how many to show', '50')
		.action((id: string, options: Log) => log(shell, id, options))

	leaf(group, 'retry <id>', 'send it again what has failed in the last two weeks').action(
		(id: string, options: Options) => retry(shell, id, options),
	)
}

async function add(shell: Shell, url: string, options: Add): Promise<void> {
	const words = options.events.flatMap(event => event.split(',')).filter(Boolean)
	const events = words.includes('all')
		? webhookEventNames
		: words.map(event => oneOf<WebhookEvent>(webhookEventNames, event, 'The event'))
	if (events.length === 0) throw new Ended('There are no events.', exitCodes.usage)
	await withStore(shell, async ({ database, ...store }, settings) => {
		const fault = webhookUrlFault(url, settings.webhookLoopback)
		if (fault !== undefined) {
			const tests = settings.webhookLoopback
				? ''
				: ' For tests on this machine: WEBHOOK_LOOPBACK=allowed, for the service too.'
			throw new Ended(`“${url}” ${fault}.${tests}`, exitCodes.usage)
		}
		const account = await accountOf({ database, ...store }, options.as)
		if (account.disabled) throw new Ended(`${account.email} is disabled.`)
		const secret = webhookSecret(randomBytes(secretLength))
		const made = await database.webhooks.add({
			url,
			account: account.id,
			events: [...new Set(events)],
			secret,
		})
		show(shell, options, { ...made, secret }, `${secret}\nWebhook ${made.id}: the secret is not shown again.`)
	})
}

async function list(shell: Shell, options: Options): Promise<void> {
	await withStore(shell, async ({ database }) => {
		const all = await database.webhooks.all()
		const rows = all.map(one => [
			one.id,
			one.url,
			one.email,
			stateOf(one),
			`${one.waiting} waiting`,
			one.events.length === webhookEventNames.length ? 'all' : one.events.join(' '),
		])
		show(shell, options, all, inColumns(rows.map(row => row.map(plain))))
	})
}

function stateOf({ disabled, failingSince, oldSecretUntil }: Webhook): string {
	if (disabled?.why === 'gone') return `disabled ${time(disabled.at)}: it answered that it is gone`
	if (disabled) return `disabled ${time(disabled.at)}: it had failed for days`
	if (failingSince !== undefined) return `failing since ${time(failingSince)}`
	return oldSecretUntil === undefined ? 'well' : `well, two secrets until ${time(oldSecretUntil)}`
}

function time(at: number): string {
	return new Date(at).toISOString()
}

async function remove(shell: Shell, id: string, options: Options): Promise<void> {
	await withStore(shell, async ({ database }) => {
		if (!(await database.webhooks.remove(id))) throw absent(id)
		show(shell, options, { id, removed: true }, `Webhook ${id} is removed.`)
	})
}

async function rotate(shell: Shell, id: string, options: Rotate): Promise<void> {
	const hours = options.keep === '0' ? 0 : numberOf(options.keep)
	await withStore(shell, async ({ database, clock }) => {
		const secret = webhookSecret(randomBytes(secretLength))
		const until = clock.now() + hours * hour
		if (!(await database.webhooks.rotate(id, secret, until))) throw absent(id)
		const old = hours === 0 ? 'The old one signs no more.' : `The old one signs too until ${time(until)}.`
		const result = { id, secret, ...(hours > 0 && { oldSecretUntil: until }) }
		show(shell, options, result, `${secret}\nIt is not shown again. ${old}`)
	})
}

async function test(shell: Shell, id: string, options: Options): Promise<void> {
	await withStore(shell, async ({ database, clock, secrets }, settings) => {
		const found = await database.webhooks.find(id)
		if (!found) throw absent(id)
		const send = openWebhookSender({ clock, allowLoopback: settings.webhookLoopback })
		const message = {
			id: `msg_${secrets.id()}`,
			url: found.url,
			secrets: found.secrets,
			body: webhookTestBody(found.id, clock.now()),
		}
		const { status } = await send(message).catch((error: unknown) => {
			throw new Ended(`It was not reached: ${error instanceof Error ? error.message : String(error)}.`)
		})
		if (status < 200 || status > 299) throw new Ended(`It answered ${status}.`)
		show(shell, options, { id, message: message.id, status }, `It answered ${status}.`)
	})
}

async function enable(shell: Shell, id: string, options: Options): Promise<void> {
	await withStore(shell, async ({ database }) => {
		if (!(await database.webhooks.enable(id))) throw absent(id)
		show(shell, options, { id, enabled: true }, `Webhook ${id} is told what happens from now on.`)
	})
}

async function log(shell: Shell, id: string, options: Log): Promise<void> {
	const state = options.state === undefined ? undefined : oneOf(deliveryStates, options.state, 'The state')
	const size = numberOf(options.most)
	await withStore(shell, async ({ database }) => {
		if (!(await database.webhooks.find(id))) throw absent(id)
		const rows = await database.webhooks.log({ webhook: id, ...(state && { state }), size })
		show(shell, options, rows, inColumns([heading, ...rows.map(line)]))
	})
}

const heading = ['message', 'request', 'event', 'state', 'failed', 'at', 'why']

function line(row: LoggedMessage): readonly string[] {
	const { id, number, event, state, tries, at, why = '' } = row
	return [id, `#${number}`, event, state, String(tries), time(at), plain(why)]
}

async function retry(shell: Shell, id: string, options: Options): Promise<void> {
	await withStore(shell, async ({ database }) => {
		const found = await database.webhooks.find(id)
		if (!found) throw absent(id)
		if (found.disabled) throw new Ended(`Webhook ${id} is disabled; say “webhook enable ${id}” first.`)
		const count = await database.webhooks.retry(id)
		show(
			shell,
			options,
			{ id, count },
			`${count} ${count === 1 ? 'message is' : 'messages are'} sent again by the running service.`,
		)
	})
}

function absent(id: string): Ended {
	return new Ended(`There is no webhook ${id}.`)
}
