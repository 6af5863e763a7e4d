import { useEffect, useRef, useState } from 'hono/jsx/dom'
import { type Element, textOf } from '../../../standins/slack/types.ts'
import { useConfirm } from './confirm.tsx'
import { type At, domId, type Group, type Place } from './place.ts'
import { type Chosen, chosenIn, kinds, offeredBy, valueOf } from './selected.ts'

type Props = {
	readonly element: Element
	readonly at: At
	readonly place: Place
	readonly label: string
}

/** Any select, one or several: a field that filters what is offered; arrows, Enter and Escape work. */
export function Select({ element, at, place, label }: Props) {
	const kind = kinds[element.type] ?? { from: 'options', several: false, one: '', many: '', initial: '' }
	const { ask, question } = useConfirm(element.confirm, place)
	const field = useRef<HTMLInputElement>(null)
	const [open, setOpen] = useState(false)
	const [query, setQuery] = useState('')
	const [active, setActive] = useState(0)
	const [fetched, setFetched] = useState<readonly Group[] | undefined>(undefined)

	const chosen = chosenIn(kind, element, place.held(at), place)
	const least = kind.from === 'app' ? Number(element['min_query_length'] ?? 3) : 0
	const waits = kind.from === 'app' && query.length < least
	const groups = matching(fetched ?? offeredBy(kind, element, place), kind.from === 'app' ? '' : query)
	const flat = groups.flatMap(({ options }) => options)
	const isChosen = (option: Chosen) => chosen.some(({ value }) => value === option.value)
	const listId = domId(place, at, 'list')
	const optionId = (index: number) => domId(place, at, `option-${index}`)

	useEffect(() => {
		if (!open || kind.from !== 'app' || waits) return
		let current = true
		void place.acts.suggest(at, query).then(found => {
			if (current) setFetched(found)
		})
		return () => {
			current = false
		}
	}, [open, query])
	useEffect(() => {
		if (!open) return
		const scrolled = (event: Event) => {
			if ((event.target as HTMLElement).id !== listId) setOpen(false)
		}
		window.addEventListener('scroll', scrolled, true)
		return () => window.removeEventListener('scroll', scrolled, true)
	}, [open])

	const show = () => {
		setQuery('')
		setFetched(undefined)
		setActive(Math.max(0, kind.several ? 0 : flat.findIndex(isChosen)))
		setOpen(true)
	}
	const choose = (values: readonly Chosen[]) =>
		ask(() => place.acts.choose(at, valueOf(kind, element.type, values)))
	const pick = (option: Chosen | undefined) => {
		if (!option) return
		setOpen(false)
		setQuery('')
		if (!kind.several) return isChosen(option) ? undefined : choose([option])
		choose(isChosen(option) ? without(chosen, option) : [...chosen, option])
	}
	const onKeyDown = (event: KeyboardEvent) => {
		const { key } = event
		if (!open && ['ArrowDown', 'ArrowUp', 'Enter', ' '].includes(key)) show()
		else if (open && key === 'ArrowDown') setActive((active + 1) % Math.max(flat.length, 1))
		else if (open && key === 'ArrowUp') setActive((active + flat.length - 1) % Math.max(flat.length, 1))
		else if (open && key === 'Enter') pick(flat[active])
		else if (open && key === 'Escape') setOpen(false)
		else if (key === 'Backspace' && !query && kind.several && chosen.length > 0) choose(chosen.slice(0, -1))
		else return
		event.preventDefault()
		event.stopPropagation()
	}
	const shown = kind.several ? '' : textOf(chosen[0]?.text)
	return (
		<div class={`select ${open ? 'open' : ''}`}>
			{kind.several &&
				chosen.map(option => (
					<span class="chip">
						{textOf(option.text)}
						<button
							type="button"
							aria-label={`Remove ${textOf(option.text)}`}
							onClick={() => choose(without(chosen, option))}
						>
							✕
						</button>
					</span>
				))}
			<input
				ref={field}
				id={domId(place, at)}
				class={shown && !open ? 'chosen' : ''}
				role="combobox"
				autocomplete="off"
				aria-label={label}
				aria-expanded={open ? 'true' : 'false'}
				aria-controls={listId}
				aria-autocomplete="list"
				aria-activedescendant={open && flat.length > 0 ? optionId(active) : null}
				placeholder={open && shown ? shown : textOf(element.placeholder) || 'Select an option'}
				value={open ? query : shown}
				onClick={() => (open ? undefined : show())}
				onKeyDown={onKeyDown}
				onInput={(event: Event) => {
					if (!open) setOpen(true)
					setActive(0)
					setQuery((event.target as HTMLInputElement).value)
				}}
				onBlur={() => setOpen(false)}
			/>
			{open && (
				<div role="listbox" id={listId} aria-label={label} style={beneath(field.current)}>
					{flat.length === 0 && (
						<div class="none">{waits ? `Type at least ${least} characters` : 'No items found'}</div>
					)}
					{groups.map(({ label: heading, options }) => (
						<div role="group" aria-label={heading ?? label}>
							{heading && <div class="heading">{heading}</div>}
							{options.map(option => {
								const index = flat.indexOf(option)
								return (
									<div
										role="option"
										id={optionId(index)}
										class={index === active ? 'active' : ''}
										aria-selected={isChosen(option) ? 'true' : 'false'}
										onMouseDown={(event: Event) => event.preventDefault()}
										onClick={() => pick(option)}
									>
										{textOf(option.text)}
										{option.description && <small>{textOf(option.description)}</small>}
									</div>
								)
							})}
						</div>
					))}
				</div>
			)}
			{question}
		</div>
	)
}

function without(chosen: readonly Chosen[], option: Chosen): Chosen[] {
	return chosen.filter(({ value }) => value !== option.value)
}

function matching(groups: readonly Group[], query: string): Group[] {
	const wanted = query.toLowerCase()
	const fits = (option: Chosen) => textOf(option.text).toLowerCase().includes(wanted)
	return groups
		.map(group => ({ ...group, options: group.options.filter(fits) }))
		.filter(({ options }) => options.length > 0)
}

/** Below the field, or above it where there is more room; not cut off by what scrolls around it. */
function beneath(field: HTMLElement | null): Record<string, string> {
	const { left, width, top, bottom } = (field?.parentElement ?? document.body).getBoundingClientRect()
	const below = window.innerHeight - bottom
	const place =
		below < 220 && top > below ? { bottom: `${window.innerHeight - top + 4}px` } : { top: `${bottom + 4}px` }
	const room = Math.max(120, Math.min(300, Math.max(below, top) - 16))
	return { left: `${left}px`, 'min-width': `${Math.max(width, 180)}px`, 'max-height': `${room}px`, ...place }
}
