import type { Scene } from '../scene.ts'

/** Something to complete what is typed with; `text` is the whole afterwards. */
export type Hint = { readonly label: string; readonly about: string; readonly text: string }

/** What Slack offers for what is typed: commands, how the typed one is used, and people after an @. */
export function hintsFor(
	text: string,
	{ commands, people, app }: Scene,
): { readonly hints: readonly Hint[]; readonly usage: string | undefined } {
	const [, word] = /^(\/\S*)(?:\s|$)/.exec(text) ?? []
	if (word !== undefined) {
		const typed = commands.find(({ command }) => command === word)
		if (typed) return { hints: [], usage: `${typed.command} ${typed.usage}` }
		const hints = commands
			.filter(({ command }) => command.startsWith(word))
			.map(({ command, about, usage }) => ({
				label: `${command} ${usage}`,
				about: `${about} · ${app.name}`,
				text: `${command} `,
			}))
		return { hints, usage: undefined }
	}
	const [, before = '', name] = /^([^]*(?:^|\s))@([\p{L} ]{0,30})$/u.exec(text) ?? []
	if (name === undefined) return { hints: [], usage: undefined }
	const hints = Object.values(people)
		.filter(each => each.toLowerCase().startsWith(name.toLowerCase()))
		.map(each => ({ label: `@${each}`, about: '', text: `${before}@${each} ` }))
	return { hints: hints.filter(hint => hint.text !== text), usage: undefined }
}

/** The list of what is offered, above the field. */
export function Hints({
	id,
	hints,
	usage,
	picked,
	take,
}: {
	id: string
	hints: readonly Hint[]
	usage: string | undefined
	picked: number
	take: (index: number) => void
}) {
	if (usage !== undefined)
		return (
			<div class="hints usage" role="note" aria-label="How it is used">
				{usage}
			</div>
		)
	if (hints.length === 0) return null
	return (
		<div class="hints">
			<div role="listbox" id={`${id}-hints`} aria-label="Suggestions">
				{hints.map(({ label, about }, index) => (
					<div
						role="option"
						id={`${id}-hint-${index}`}
						class={index === picked ? 'active' : ''}
						aria-selected={index === picked ? 'true' : 'false'}
						onMouseDown={(event: Event) => event.preventDefault()}
						onClick={() => take(index)}
					>
						{label}
						{about && <small>{about}</small>}
					</div>
				))}
			</div>
		</div>
	)
}
