import { useEffect } from 'hono/jsx/dom'

/** A word that can be typed, with what it does. */
export type Command = { readonly insert: string; readonly title: string; readonly description: string }

/** What is offered while one writes; `chosen` is -1 before one has gone to any. */
export type Menu = { readonly options: readonly Command[]; readonly chosen: number }

/** What is offered for what stands in the box: all for nothing or a sign, then what begins as it is typed. */
export function menuFor(commands: readonly Command[], text: string): readonly Command[] {
	if (text === '') return commands
	const [, sign, word = ''] = /^([/@])(\S*)$/.exec(text) ?? []
	if (!sign) return []
	const wanted = sign === '/' ? word.toLowerCase() : text.toLowerCase()
	return commands.filter(({ title }) =>
		sign === '/' ? title.toLowerCase().includes(wanted) : title.toLowerCase().startsWith(wanted),
	)
}

export function Options({
	name,
	menu: { options, chosen },
	choose,
}: {
	readonly name: string
	readonly menu: Menu
	readonly choose: (command: Command) => void
}) {
	useEffect(() => {
		document.getElementById(`${name}-${chosen}`)?.scrollIntoView({ block: 'nearest' })
	}, [chosen])
	return (
		<div class="menu" role="listbox" id={name} aria-label="What you can type">
			{options.map((option, index) => (
				<div
					key={option.title}
					role="option"
					id={`${name}-${index}`}
					aria-selected={index === chosen ? 'true' : 'false'}
					// The box keeps the focus.
					onMouseDown={(event: MouseEvent) => {
						event.preventDefault()
						choose(option)
					}}
				>
					<strong>{option.title}</strong>
					<span>{option.description}</span>
				</div>
			))}
		</div>
	)
}
