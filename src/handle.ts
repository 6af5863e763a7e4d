import type { Actor } from './commands/actor.ts'
import type { Command } from './commands/command.ts'
import type { Context } from './commands/context.ts'
import type { Definition } from './commands/definition.ts'
import { parseWords, spoken } from './commands/parse.ts'
import { table } from './commands/table.ts'
import type { Account, Locale } from './domain/account.ts'
import { fullName } from './domain/account.ts'
import type { Identity } from './domain/identity.ts'
import { message, refusal } from './features/message.ts'
import { shortened } from './features/writing.ts'
import type { Ports } from './ports/index.ts'
import { Unavailable } from './ports/outside.ts'
import type { MessageView, View } from './views/view.ts'
import { formatOf } from './words/format.ts'
import { localeFor, wordsOf } from './words/index.ts'

/**
 * Answers one command of one person. Never throws: what fails is logged with a reference, and the person is
 * told that nothing was changed, with the same reference.
 */
export async function handle(actor: Actor, command: Command, ports: Ports): Promise<View> {
	return answered(actor, ports, context => answer(context, command))
}

/** Answers what a person typed, be it a command or not. */
export async function handleWords(actor: Actor, text: string, ports: Ports): Promise<View> {
	const command = parseWords(text)
	if (!('misread' in command)) return handle(actor, command, ports)
	const prefix = actor.prefix ? `${actor.prefix} ` : ''
	return answered(actor, ports, async context =>
		refusal(context, command.misread(context.say, prefix), [
			{ label: context.say('help.action'), command: { do: 'help' } },
		]),
	)
}

/** The same command, short enough to be carried by a button: see {@link shortened}. */
export async function shorten(actor: Actor, command: Command, ports: Ports): Promise<Command> {
	return shortened(await contextOf(actor, ports), command)
}

/** Answers in the person's language, also when the answer fails. */
async function answered(
	actor: Actor,
	ports: Ports,
	answer: (context: Context) => Promise<View>,
): Promise<View> {
	let locale: Locale | undefined
	try {
		const context = await contextOf(actor, ports)
		locale = context.locale
		const view = await answer(context)
		if (context.identity) await spoke(ports, context.identity)
		return view
	} catch (error) {
		return failed(ports, locale ?? (await localeWithout(actor, ports)), error)
	}
}

/** The language that a person is spoken to in where their account is not known. */
async function localeWithout({ who, locale }: Actor, ports: Ports): Promise<Locale> {
	const profile = 'identity' in who ? await ports.profiles.of(who.identity).catch(() => undefined) : undefined
	return localeFor(undefined, profile?.locale ?? locale, ports.settings)
}

/** What is said instead of an answer where what is kept cannot be asked for one. */
export async function notNow(actor: Actor, ports: Ports): Promise<MessageView> {
	return notNowIn(await localeWithout(actor, ports))
}

/** Whether that is said. */
export function isNotNow(view: View): boolean {
	return view.kind === 'message' && view.why === 'unavailable'
}

function notNowIn(locale: Locale): MessageView {
	const say = wordsOf(locale)
	return message(
		{ locale },
		{
			tone: 'refused',
			why: 'unavailable',
			title: say('unavailable.title'),
			paragraphs: [say('unavailable')],
		},
	)
}

/** What was done is done, whether or not it can be kept where it was asked. */
async function spoke(ports: Ports, identity: Identity): Promise<void> {
	await ports.links.spoke(identity).catch((error: unknown) => {
		ports.log.error('where someone spoke was not kept', error)
	})
}

async function answer(context: Context, command: Command): Promise<View> {
	const definition = table[command.do] as Definition
	if (definition.for === 'anyone') return definition.run(context, command)
	const { account } = context
	if (!account) return context.run({ do: 'connect', next: await shortened(context, command) })
	if (definition.for === 'agents' && account.role === 'user')
		return refusal(context, context.say('refused.role'))
	return definition.run({ ...context, account }, command)
}

async function contextOf(actor: Actor, ports: Ports): Promise<Context> {
	const identity = 'identity' in actor.who ? actor.who.identity : undefined
	const account = await accountOf(actor, ports)
	// What the chat knows is asked for only where the account does not say it itself.
	const profile =
		identity && (!account?.locale || !account.timeZone) ? await ports.profiles.of(identity) : undefined
	const locale = localeFor(account, profile?.locale ?? actor.locale, ports.settings)
	const timeZone = account?.timeZone ?? profile?.timeZone
	return {
		ports,
		actor,
		identity,
		account,
		locale,
		say: wordsOf(locale),
		format: formatOf(locale, timeZone),
		chat: {
			name: profile?.name ?? (account ? fullName(account) : (identity?.user ?? '')),
			...(profile?.timeZone && { timeZone: profile.timeZone }),
		},
		spoken,
		// What follows is an act of its own, with a key of its own.
		run: async next => {
			const after = actor.once ? { ...actor, once: `${actor.once}+` } : actor
			return answer(await contextOf(after, ports), next)
		},
	}
}

async function accountOf({ who }: Actor, ports: Ports): Promise<Account | undefined> {
	if ('identity' in who) return ports.links.accountOf(who.identity)
	const account = await ports.accounts.byId(who.account)
	return account?.disabled ? undefined : account
}

function failed(ports: Ports, locale: Locale, error: unknown): View {
	if (error instanceof Unavailable) {
		ports.log.error('command not answered', error)
		return notNowIn(locale)
	}
	const reference = ports.secrets.id().slice(0, 8)
	ports.log.error('command failed', error, { reference })
	const say = wordsOf(locale)
	return message(
		{ locale },
		{
			tone: 'refused',
			why: 'failed',
			title: say('failed.title'),
			paragraphs: [say('failed', { support: ports.settings.supportName, reference })],
		},
	)
}
