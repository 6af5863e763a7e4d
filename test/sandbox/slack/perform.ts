import type { SandboxPerson } from '../people.ts'
import type { Stage } from '../stage.ts'
import type { Act } from './act.ts'
import type { Outcome } from './scene.ts'
import { unfurlDomains } from './see.ts'

/** Does it with the stand-in's hands; what the stand-in will not do is said as an error. */
export async function perform(stage: Stage, person: SandboxPerson, act: Act): Promise<Outcome> {
	try {
		return await performed(stage, person.slack, act)
	} catch (error) {
		return { error: error instanceof Error ? error.message : String(error) }
	}
}

async function performed(stage: Stage, me: string, act: Act): Promise<Outcome> {
	const { hands } = stage.slack
	switch (act.do) {
		case 'type':
			return hands.type(me, act)
		case 'touch': {
			const { spot, blockId, actionId, value, chosen } = act
			await hold(stage, me, act)
			const rest = { ...(value ? { value } : {}), ...(chosen ? { chosen } : {}) }
			return hands.touch(me, { spot, blockId, actionId, ...rest })
		}
		case 'suggest':
			return hands.suggest(me, act)
		case 'attach':
			return hands.attach(me, act)
		case 'submit':
			await hold(stage, me, { spot: { kind: 'modal' }, typed: act.typed })
			return hands.submit(me)
		case 'close':
			return hands.close(me, act)
		case 'openHome':
			return hands.openHome(me, act)
		case 'write': {
			const { threadTs, ...rest } = act
			const { text, links } = read(stage, act.text)
			return hands.write(me, { ...rest, text, links, ...(threadTs ? { threadTs } : {}) })
		}
		case 'edit':
			return hands.edit(me, { ...act, text: read(stage, act.text).text })
		case 'delete':
			return hands.delete(me, act)
		case 'shortcut':
			return hands.shortcut(me, { callbackId: act.callbackId, ...(act.on ? { on: act.on } : {}) })
	}
}

/** Keeps what was typed; what it was typed into may be gone by now. */
async function hold(
	{ slack: { hands } }: Stage,
	me: string,
	{ spot, typed }: Pick<Extract<Act, { do: 'touch' }>, 'spot' | 'typed'>,
): Promise<void> {
	await Promise.allSettled(typed.map(one => hands.hold(me, { spot, ...one })))
}

/** What Slack makes of a text before it is sent: mentions by id, and the addresses that the app hears of. */
function read(stage: Stage, typed: string): { readonly text: string; readonly links: string[] } {
	const users = [...stage.slack.world.users.values()]
	const text = users.reduce((text, { id, realName }) => text.replaceAll(`@${realName}`, `<@${id}>`), typed)
	const domains = unfurlDomains(stage)
	const links = [...text.matchAll(/https?:\/\/[^\s<>|]+/g)]
		.map(([url]) => url)
		.filter(url => URL.canParse(url) && domains.includes(new URL(url).hostname))
	return { text, links }
}
