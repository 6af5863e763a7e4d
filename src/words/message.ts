import { IntlMessageFormat } from 'intl-messageformat'
import type { Locale } from '../domain/account.ts'
import { formIn, numberIn } from './number.ts'

type Values = Readonly<Record<string, string | number>> | undefined
type Element = ReturnType<IntlMessageFormat['getAst']>[number]
/** @param counted what `#` stands for within a plural */
type Part = (values: Values, counted?: number) => string

/** How the parser numbers what it finds, where that does not show otherwise. */
const kindOf = (element: Element): number => element.type
const literal = 0
const argument = 1
const number = 2

/**
 * Compiles an ICU message into a function. The library only parses: it would go over the whole message each time it is
 * said.
 * @throws Error for what no message of ours has (dates, styles of numbers, tags)
 */
export function compileMessage(text: string, locale: Locale): (values: Values) => string {
	const numberOf = numberIn(locale)
	const partOf = (element: Element): Part => {
		if (!('value' in element)) return (_, counted = 0) => numberOf(counted)
		const { value: name } = element
		if ('offset' in element) {
			const options = optionsOf(element.options)
			const formOf = formIn[element.pluralType ?? 'cardinal'](locale)
			return values => {
				const value = Number(valueOf(values, name))
				const counted = value - element.offset
				const chosen = options.get(`=${value}`) ?? options.get(formOf(counted)) ?? options.get('other')
				return chosen?.(values, counted) ?? ''
			}
		}
		if ('options' in element) {
			const options = optionsOf(element.options)
			return (values, counted) => {
				const chosen = options.get(String(valueOf(values, name))) ?? options.get('other')
				return chosen?.(values, counted) ?? ''
			}
		}
		const kind = kindOf(element)
		if (kind === literal) return () => name
		if (kind === argument) return values => String(valueOf(values, name))
		if (kind === number && 'style' in element && !element.style) {
			return values => numberOf(Number(valueOf(values, name)))
		}
		throw new Error(`a message that cannot be compiled: ${text}`)
	}
	const optionsOf = (options: Readonly<Record<string, { readonly value: readonly Element[] }>>) =>
		new Map(Object.entries(options).map(([name, { value }]) => [name, inRow(value)]))
	const inRow = (elements: readonly Element[]): Part => {
		const parts = elements.map(partOf)
		const [first] = parts
		if (first && parts.length === 1) return first
		return (values, counted) => {
			let said = ''
			for (const part of parts) said += part(values, counted)
			return said
		}
	}
	return inRow(new IntlMessageFormat(text, locale, undefined, { ignoreTag: true }).getAst())
}

function valueOf(values: Values, name: string): string | number {
	const value = values?.[name]
	// The compiler holds what is said to the names; this is for what it cannot see.
	if (value === undefined) throw new Error(`a message lacks its ${name}`)
	return value
}
