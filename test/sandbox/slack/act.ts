import * as z from 'zod'
import type { StateValue } from '../../standins/slack/types.ts'

const word = z.string()
const spot = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('modal') }),
	z.object({ kind: z.literal('home') }),
	z.object({ kind: z.literal('message'), channel: word, ts: word }),
])
const at = { blockId: word, actionId: word }
const value = z.custom<StateValue>(given => z.looseObject({ type: word }).safeParse(given).success)
const files = z.array(z.object({ name: word, base64: word }))
/** What was typed in the same place and is not sent yet. */
const typed = z.array(z.object({ ...at, value }))
const message = { channel: word, ts: word }

/** What a person does in Slack, as the page says it. */
export const act = z.discriminatedUnion('do', [
	z.object({ do: z.literal('type'), text: word, channel: word }),
	z.object({
		do: z.literal('touch'),
		spot,
		...at,
		value: value.optional(),
		chosen: z.record(word, z.unknown()).optional(),
		typed,
	}),
	z.object({ do: z.literal('suggest'), spot, ...at, query: word }),
	z.object({ do: z.literal('attach'), ...at, files, keep: z.array(word) }),
	z.object({ do: z.literal('submit'), typed }),
	z.object({ do: z.literal('close'), all: z.boolean() }),
	z.object({ do: z.literal('openHome'), tab: z.enum(['home', 'messages']) }),
	z.object({
		do: z.literal('write'),
		text: word,
		to: word,
		threadTs: word.optional(),
		broadcast: z.boolean(),
		files,
	}),
	z.object({ do: z.literal('edit'), ...message, text: word }),
	z.object({ do: z.literal('delete'), ...message }),
	z.object({ do: z.literal('shortcut'), callbackId: word, on: z.object(message).optional() }),
])

export type Act = z.infer<typeof act>

export type Spot = z.infer<typeof spot>
