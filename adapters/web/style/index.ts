import { createHash } from 'node:crypto'
import { base } from './base.ts'
import { form } from './form.ts'
import { list } from './list.ts'
import { notice } from './notice.ts'
import { parts } from './parts.ts'
import { ticket } from './ticket.ts'

/** The one stylesheet; text in a module, so that it is found from `dist` as from the sources. */
export const stylesheet = [base, parts, list, ticket, notice, form]
	.join('')
	.split('\n')
	.map(line => line.trim())
	.filter(Boolean)
	.join('\n')

/** The sign of the portal in a browser's tab: what stands before its name on every page. */
export const icon =
	'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#0a6270" d="M9 4h14a7 7 0 0 1 7 7v8a7 7 0 0 1-7 7H9l-7 4V11a7 7 0 0 1 7-7z"/><path fill="#fff" d="M9 11h14v3H9zm0 6h9v3H9z"/></svg>'

/** Addresses that change with what is behind them, so that browsers may keep it for ever. */
export const stylePath = `/assets/style-${digest(stylesheet)}.css`
export const iconPath = `/assets/icon-${digest(icon)}.svg`

function digest(text: string): string {
	return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
