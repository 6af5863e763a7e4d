import type { Source } from '../../../src/ports/tickets.ts'
import { type About, type Asked, pageOf, typed } from './commands.ts'
import * as slack from './slack.ts'
import type { Stage } from './stage.ts'
import * as teams from './teams.ts'
import type { Way, Who } from './verdicts.ts'
import * as web from './web.ts'

/** One command of one person about one request. */
export type Question = {
	readonly who: Who
	readonly name: Asked
	readonly about: About
	/** The message that the requester's comment came in. */
	readonly source: Source
}

/** Asks in one way. @returns all that was said in return, to whomever */
export type Asks = (stage: Stage, question: Question) => Promise<string>

type Surface = {
	readonly asks: Asks
	/** Whether a command can be asked in this way at all. */
	readonly takes: (name: Asked) => boolean
}

const sample: About = { number: 1_042, into: 1_043, name: 'Hello' }
const isTyped = (name: Asked) => typed[name] !== undefined
const isChange = (name: Asked) => name === 'edit' || name === 'withdraw'
const hasPage = (name: Asked) => pageOf(name, sample) !== undefined
const all = () => true

export const surfaces: Readonly<Record<Way, Surface>> = {
	'Slack, typed': { asks: slack.typing, takes: isTyped },
	'Slack, pressed': { asks: slack.pressingAlone, takes: all },
	'Slack, pressed in a channel': { asks: slack.pressingInChannel, takes: all },
	'Slack, message changed': { asks: slack.changing, takes: isChange },
	'Teams, typed': { asks: teams.typing, takes: isTyped },
	'Teams, pressed': { asks: teams.pressingAlone, takes: all },
	'Teams, mentioned': { asks: teams.mentioning, takes: isTyped },
	'Teams, pressed in a channel': { asks: teams.pressingInChannel, takes: all },
	'Teams, message changed': { asks: teams.changing, takes: isChange },
	'web, sent': { asks: web.sending, takes: all },
	'web, opened': { asks: web.opening, takes: hasPage },
}
