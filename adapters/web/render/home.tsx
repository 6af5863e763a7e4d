import type { JSX } from 'hono/jsx/jsx-runtime'
import type { HomeView } from '../../../src/views/view.ts'
import type { Page } from '../page.ts'
import { ActionButton, Actions } from './action.ts'
import { Rows } from './list.ts'
import { Said } from './parts.tsx'

/** The three lists at a glance. */
export function renderHome(view: HomeView, page: Page): JSX.Element {
	const main = view.actions.find(action => action.weight === 'main')
	return (
		<>
			<Said text={view.said} />
			<header class="page-head">
				<div>
					<h1>{view.title}</h1>
					{view.intro.map(text => (
						<p class="lead" dir="auto">
							{text}
						</p>
					))}
				</div>
				{main ? <ActionButton action={main} page={page} /> : <></>}
			</header>
			{view.lists.map(list => (
				<section class="glance" aria-labelledby={`list-${list.scope}`}>
					<header>
						<h2 id={`list-${list.scope}`}>{list.title}</h2>
						<p class="lead">{list.summary}</p>
						<ActionButton action={list.all} page={page} quiet />
					</header>
					{list.items.length > 0 ? <Rows items={list.items} label={list.title} page={page} /> : <></>}
					{list.empty ? <p class="empty">{list.empty}</p> : <></>}
				</section>
			))}
			<Actions
				actions={view.actions.filter(action => action !== main && action.command.do !== 'help')}
				page={page}
				minor
			/>
		</>
	)
}
