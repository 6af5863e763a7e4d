import type { JSX } from 'hono/jsx/jsx-runtime'
import type { CommandOf } from '../../../src/commands/command.ts'
import type { Choice, ListView } from '../../../src/views/view.ts'
import { addressFromQueue } from '../address.ts'
import type { Page } from '../page.ts'
import { ActionButton, Actions } from './action.ts'
import { Pager, Rows, Tabs } from './list.ts'
import { Said } from './parts.tsx'

type Queue = CommandOf<'queue'>

/** What support has before it: the queues as tabs, the rest of what is shown as a form of a few choices. */
export function renderQueue(view: ListView, page: Page): JSX.Element {
	const scopes = view.choices.filter(choice => choice.name === 'scope')
	const here = queueOf(scopes[0]) ?? { do: 'queue' }
	// The page has a search box and a way to the help of its own, and a browser loads it again.
	const apart = ['queue', 'search', 'help']
	const actions = view.actions.filter(({ command }) => !apart.includes(command.do))
	return (
		<>
			<Said text={view.said} />
			<header class="page-head">
				<div>
					<h1>{view.title}</h1>
					<p class="lead">{view.summary}</p>
				</div>
			</header>
			{scopes.map(choice => (
				<Tabs choice={choice} counts={{}} page={page} />
			))}
			<Filters view={view} here={here} page={page} />
			{view.searched ? (
				<p class="searched">
					<span dir="auto">{view.searched.label}</span>{' '}
					<ActionButton action={view.searched.clear} page={page} quiet />
				</p>
			) : (
				<></>
			)}
			{view.items.length > 0 ? (
				<Rows
					items={view.items}
					label={page.say('portal.list')}
					page={page}
					addressOf={item => addressFromQueue(item.number, here)}
				/>
			) : (
				<></>
			)}
			{view.empty ? <p class="empty">{view.empty}</p> : <></>}
			<Pager previous={view.previous} next={view.next} page={page} />
			<Actions actions={actions} page={page} minor />
		</>
	)
}

function queueOf(choice: Choice | undefined): Queue | undefined {
	const command = choice?.options.find(option => option.chosen)?.command
	return command?.do === 'queue' ? command : undefined
}

type FilterProps = { readonly view: ListView; readonly here: Queue; readonly page: Page }

/** What is chosen here starts at the first page of the same queue. */
function Filters({ view, here, page }: FilterProps): JSX.Element {
	const choices = view.choices.filter(choice => choice.name !== 'scope')
	return (
		<form
			class="queue-filters"
			method="get"
			action="/queue"
			role="search"
			aria-label={page.say('portal.filters')}
		>
			{here.queue ? <input type="hidden" name="queue" value={here.queue} /> : <></>}
			{choices.map(choice => (
				<ChoiceSelect choice={choice} />
			))}
			<div class="field words">
				<label for="search">{page.say('search.title')}</label>
				<input
					type="search"
					id="search"
					name="search"
					value={view.searched?.words}
					maxlength={60}
					autocomplete="off"
				/>
			</div>
			<button class="button plain" type="submit">
				{page.say('chat.apply')}
			</button>
		</form>
	)
}

function ChoiceSelect({ choice }: { readonly choice: Choice }): JSX.Element {
	const { name, label, options } = choice
	return (
		<div class="field">
			<label for={`queue-${name}`}>{label}</label>
			<select id={`queue-${name}`} name={name}>
				{options.map(option => (
					<option value={valueOf(option.command, name)} selected={option.chosen}>
						{option.label}
					</option>
				))}
			</select>
		</div>
	)
}

/** What of a command a choice is about; empty where that is left open. */
function valueOf(command: Choice['options'][number]['command'], name: Choice['name']): string {
	const value: unknown = Object.entries(command).find(([key]) => key === name)?.[1]
	return typeof value === 'string' ? value : ''
}
