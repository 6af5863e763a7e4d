import { locales } from '../../../src/domain/account.ts'
import { wordsOf } from '../../../src/words/index.ts'
import type { Stage } from '../stage.ts'

/** What people were shown since it was last asked. */
export type Shown = { readonly list: boolean; readonly request: boolean }

/** Follows what the service showed in either chat and on the portal; begins now. */
export function watchShown({ slack, teams, portals }: Stage): () => Shown {
	let ledger = slack.world.ledger.length
	let changes = teams.world.clock
	const pages = new Map(Object.values(portals).map(portal => [portal, portal.pages.length]))
	return () => {
		const texts = slack.world.ledger
			.slice(ledger)
			.map(({ request, answer }) => JSON.stringify([request, answer]))
		ledger = slack.world.ledger.length
		for (const { touched, attachments } of teams.world.messages) {
			if (touched > changes) texts.push(JSON.stringify(attachments))
		}
		changes = teams.world.clock
		const paths = [...pages].flatMap(([portal, from]) => {
			pages.set(portal, portal.pages.length)
			return portal.pages.slice(from)
		})
		return {
			list: texts.some(isList) || paths.some(path => /^\/(?:requests(?:\?|$)|queue)/.test(path)),
			request: texts.some(isRequest) || paths.some(path => /^\/requests\/\d+(?:\?|$)/.test(path)),
		}
	}
}

const marks = locales.map(locale => {
	const say = wordsOf(locale)
	const summary = say('list.summary', { open: 0, awaiting: 0, solved: 0 })
	return {
		summary: new RegExp(summary.replaceAll('0', String.raw`[\d.,]+`)),
		facts: [say('ticket.opened'), say('ticket.activity')],
	}
})

/** A list says how many there are of each status. */
function isList(text: string): boolean {
	return marks.some(({ summary }) => summary.test(text))
}

/** A request says since when it is there and when something last happened. */
function isRequest(text: string): boolean {
	return marks.some(({ facts }) => facts.every(label => text.includes(label)))
}
