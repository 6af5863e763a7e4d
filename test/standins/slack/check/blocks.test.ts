import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkBlocks, problemsOf } from './blocks.ts'
import { elements, image, inputs, urlSource } from './elements.ts'
import { invalid } from './invalid.ts'
import { publishedFolder } from '../../../published.ts'
import * as objects from './objects.ts'
import { checkMessage, checkView } from './payload.ts'
import { richTextPiece } from './richtext.ts'
import { byType, type Check, type Problem } from './shape.ts'

const fixtures = join(publishedFolder, 'slack-blocks', 'fixtures')
const read = (...path: string[]) => JSON.parse(readFileSync(join(fixtures, ...path), 'utf8'))

const anyElement = byType({ ...elements, ...inputs, image, url: urlSource }, 'element')

const objectChecks: [RegExp, Check][] = [
	[/^confirmation/, objects.confirmation],
	[/^conversation_filter/, objects.conversationFilter],
	[/^dispatch_action/, objects.dispatchConfiguration],
	[/^input_parameter/, objects.inputParameter],
	[/^option_group/, objects.optionGroup],
	[/^option/, objects.option()],
	[/^text/, objects.anyText()],
	[/^trigger/, objects.trigger],
	[/^workflow/, objects.workflow],
]

const families: Record<string, (value: unknown, name: string) => Problem[]> = {
	attachments: value => checkMessage({ attachments: [value] }),
	blocks: value => checkBlocks([value], 'message'),
	elements: value => problemsOf(anyElement, value, 'modal'),
	messages: value => checkMessage(value),
	objects: (value, name) => {
		const check = objectChecks.find(([pattern]) => pattern.test(name))?.[1]
		if (!check) throw new Error(`no check for ${name}`)
		return problemsOf(check, value, 'message')
	},
	rich_text: value => problemsOf(richTextPiece, value, 'message'),
	views: value => checkView(value),
}

/** These two give all their blocks the same placeholder `fake_block_id`, which Slack refuses. */
const placeholders = ['webhook_message_basic.json', 'webhook_message_delete.json']

describe('what Slack takes', () => {
	for (const family of readdirSync(join(fixtures, 'valid')))
		for (const name of readdirSync(join(fixtures, 'valid', family)))
			it(`${family}/${name}`, () => {
				const problems = families[family]?.(read('valid', family, name), name)
				const expected = placeholders.includes(name)
					? [{ path: '/blocks/1/block_id', problem: '`block_id` must be unique: fake_block_id' }]
					: []
				expect(problems).toEqual(expected)
			})
})

describe('what Slack refuses', () => {
	const { cases } = read('invalid', 'manifest.json') as { cases: { id: string; description: string }[] }

	it('has a payload for every case of the manifest', () => {
		expect(Object.keys(invalid).toSorted()).toEqual(cases.map(({ id }) => id).toSorted())
	})
	for (const { id, description } of cases)
		it(`${id}: ${description}`, () => {
			const payload = invalid[id]
			expect(payload).toBeDefined()
			const { good, bad } = payload?.() ?? {}
			expect(bad?.length).toBeGreaterThan(0)
			expect(good).toEqual([])
		})
})
