import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Ajv, type AnySchemaObject } from 'ajv'
import { publishedFolder } from '../../published.ts'
import { nodesOf } from './nodes.ts'

/** What a Teams message may have, in bytes. */
const messageBytes = 28 * 1024
/** Buttons of one row that are shown. */
const rowButtons = 6
const actionTypes = ['Action.Execute', 'Action.Submit', 'Action.OpenUrl', 'Action.ToggleVisibility']
const elementTypes = [
	'ActionSet',
	'Column',
	'ColumnSet',
	'Container',
	'Input.ChoiceSet',
	'Input.Text',
	'RichTextBlock',
	'TextRun',
]

const validate = compileCardSchema()

/** The published schema 1.5, with the three patches that test/published/README.md names. */
function compileCardSchema() {
	const file = join(publishedFolder, 'adaptive-cards', 'adaptive-card-1.5.0.json')
	const schema = JSON.parse(readFileSync(file, 'utf8')) as AnySchemaObject & { id?: string }
	delete schema.id
	dropBooleanRequired(schema)
	const ajv = new Ajv({ strict: false, allErrors: false, validateFormats: false })
	ajv.addMetaSchema(
		createRequire(import.meta.url)('ajv/dist/refs/json-schema-draft-06.json') as AnySchemaObject,
	)
	return ajv.compile(schema)
}

function dropBooleanRequired(node: unknown): void {
	if (typeof node !== 'object' || node === null) return
	const record = node as Record<string, unknown>
	if (typeof record.required === 'boolean') delete record.required
	for (const child of Object.values(record)) dropBooleanRequired(child)
}

type Json = Readonly<Record<string, unknown>>

/** Whatever Teams would refuse in a card, or show otherwise than meant. */
export function checkCard(card: unknown, place: 'message' | 'dialog' | 'shared' = 'message'): string[] {
	const problems: string[] = []
	const { msteams: _, ...plain } = card as Json
	if (!validate(plain)) {
		const [error] = validate.errors ?? []
		problems.push(`schema 1.5: ${error?.instancePath} ${error?.message}`)
	}
	if (plain.version !== '1.5') problems.push(`version ${String(plain.version)}`)
	const bytes = Buffer.byteLength(JSON.stringify(card))
	if (bytes > messageBytes) problems.push(`${bytes} bytes`)
	const ids = new Set<string>()
	for (const node of nodesOf(plain)) checkNode(node, place, problems, ids)
	return problems
}

function checkNode(node: Json, place: string, problems: string[], ids: Set<string>): void {
	const { type } = node
	if (typeof type !== 'string' || type === 'AdaptiveCard') return
	if (type.startsWith('Action.')) return checkAction(node, place, problems)
	if (!elementTypes.includes(type)) problems.push(`${type} parses markup or breaks on narrow screens`)
	if (type === 'ActionSet') {
		const actions = node.actions as Json[]
		if (actions.length === 0) problems.push('an empty row of buttons')
		if (actions.length > rowButtons) problems.push(`${actions.length} buttons in a row`)
	}
	if (type === 'RichTextBlock' && (node.inlines as Json[]).length === 0) problems.push('an empty line')
	if (type === 'TextRun' && String(node.text) === '') problems.push('an empty run')
	if (type === 'Input.ChoiceSet' && node.style !== 'compact') problems.push('choices that parse markup')
	if (typeof node.id === 'string') {
		if (ids.has(node.id)) problems.push(`two elements are called ${node.id}`)
		ids.add(node.id)
	}
	if (type.startsWith('Input.') && (!node.id || !node.label)) problems.push('an input without id or label')
}

function checkAction(action: Json, place: string, problems: string[]): void {
	const type = String(action.type)
	if (!actionTypes.includes(type)) problems.push(`${type} is not for bots' cards`)
	if (place === 'dialog' && type === 'Action.Execute') problems.push('Action.Execute in a dialog')
	if (place === 'shared' && type !== 'Action.OpenUrl') problems.push(`${type} in a shared place`)
	if (type === 'Action.Execute' && !action.verb) problems.push('Action.Execute without a verb')
	if ((type === 'Action.Execute' || type === 'Action.Submit') && typeof action.data !== 'object') {
		problems.push(`${type} without data`)
	}
	if (type === 'Action.OpenUrl' && !/^https?:\/\//.test(String(action.url))) {
		problems.push(`Action.OpenUrl to ${String(action.url)}`)
	}
}
