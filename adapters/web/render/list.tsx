import { html } from 'hono/html'
import type { JSX } from 'hono/jsx/jsx-runtime'
import type { Locale } from '../../../src/domain/account.ts'
import type { Scope } from '../../../src/domain/ticket.ts'
import type { Action, Choice, ListItem, ListView } from '../../../src/views/view.ts'
import { addressOf } from '../address.ts'
import type { Page } from '../page.ts'
import { ActionButton, Actions } from './action.tsx'
import { Said, StatusPill, Time } from './parts.tsx'

/** How many there are in each list, for its tab; what is absent is not shown. */
export type ListCounts = Readonly<Partial<Record<Scope, number>>>

/** One of the three lists, with the ways to the others. */
export function renderList(view: ListView, page: Page, counts: ListCounts = {}): JSX.Element {
	const scopes = view.choices.filter(choice => choice.name === 'scope')
	const others = view.choices.filter(choice => choice.name !== 'scope')
	// The page has a search box and a way to the help of its own, and the main action stands beside the title.
	const actions = view.actions.filter(({ command }) => command.do !== 'search' && command.do !== 'help')
	const main = actions.find(action => action.weight === 'main')
	return (
		<>
			<Said text={view.said} />
			<header class="page-head">
				<div>
					<h1>{view.title}</h1>
					<p class="lead">{view.summary}</p>
				</div>
				{main ? <ActionButton action={main} page={page} /> : <></>}
			</header>
			{scopes.map(choice => (
				<Tabs choice={choice} counts={counts} page={page} />
			))}
			<div class="filters">
				{others.slice(0, 1).map(choice => (
					<Pills choice={choice} />
				))}
				<SearchBox view={view} page={page} />
				{others.slice(1).map(choice => (
					<Pills choice={choice} />
				))}
			</div>
			{view.searched ? (
				<p class="searched">
					<span dir="auto">{view.searched.label}</span>{' '}
					<ActionButton action={view.searched.clear} page={page} quiet />
				</p>
			) : (
				<></>
			)}
			{view.items.length > 0 ? (
				<Rows items={view.items} label={page.say('portal.list')} page={page} />
			) : (
				<></>
			)}
			{view.empty ? <p class="empty">{view.empty}</p> : <></>}
			<Pager previous={view.previous} next={view.next} page={page} />
			<Actions actions={actions.filter(action => action !== main)} page={page} minor />
		</>
	)
}

/** Requests, one a line; a line is a card where there is little room. */
export function Rows({
	items,
	label,
	page,
	addressOf: address = item => addressOf(item.open.command) ?? `/requests/${item.number}`,
}: {
	readonly items: readonly ListItem[]
	readonly label: string
	readonly page: Page
	/** Where an item opens; by its own command when absent. */
	readonly addressOf?: (item: ListItem) => string
}): JSX.Element {
	return (
		<ul class="rows" aria-label={label}>
			{items.map(item => row(item, address(item), page))}
		</ul>
	)
}

/** One of them. A template, which takes a quarter of the time of elements: most of a list's page is this. */
function row({ number, subject, detail, status, activity }: ListItem, address: string, { say }: Page) {
	const what = html`<a href="${address}" dir="auto">${subject.trim() || `#${number}`}</a>`
	const more = html`<span class="detail" dir="auto">${detail}</span>`
	const when = html`<span class="unseen">${say('ticket.activity')}: </span>${Time({ moment: activity })}`
	return html`<li><span class="number">#${number}</span><div class="what">${what}${more}</div>${StatusPill({ status })}<span class="when">${when}</span></li>`
}

/** Made once: making one takes longer than the rest of a tab. */
const numbers = { en: new Intl.NumberFormat('en'), it: new Intl.NumberFormat('it') } satisfies Record<
	Locale,
	unknown
>

type TabsProps = { readonly choice: Choice; readonly counts: ListCounts; readonly page: Page }

/** The lists beside each other. */
export function Tabs({ choice, counts, page }: TabsProps): JSX.Element {
	return (
		<nav class="tabs" aria-label={choice.label}>
			<ul>
				{choice.options.map(option => {
					const count = option.command.do === 'list' ? counts[option.command.scope] : undefined
					return (
						<li>
							<a href={addressOf(option.command)} aria-current={option.chosen ? 'page' : undefined}>
								<span>{option.label}</span>
								{count === undefined ? (
									<></>
								) : (
									<>
										{' '}
										<span class="count">
											<span aria-hidden="true">{numbers[page.locale].format(count)}</span>
											<span class="unseen">{page.say('portal.count', { count })}</span>
										</span>
									</>
								)}
							</a>
						</li>
					)
				})}
			</ul>
		</nav>
	)
}

function Pills({ choice }: { readonly choice: Choice }): JSX.Element {
	return (
		<nav class={`choice ${choice.name}`} aria-label={choice.label}>
			<span aria-hidden="true">{choice.label}</span>
			<ul>
				{choice.options.map(option => (
					<li>
						<a href={addressOf(option.command)} aria-current={option.chosen ? 'true' : undefined}>
							{option.label}
						</a>
					</li>
				))}
			</ul>
		</nav>
	)
}

/** A search keeps the list, the status and the order, and starts at the first page. */
function SearchBox({ view, page }: { readonly view: ListView; readonly page: Page }): JSX.Element {
	const here = view.choices.flatMap(choice => choice.options).find(option => option.chosen)?.command
	const kept = here?.do === 'list' ? here : { scope: view.scope, status: undefined, sort: undefined }
	const hidden = Object.entries({ scope: kept.scope, status: kept.status, sort: kept.sort })
	return (
		<form class="search" method="get" action="/requests" role="search">
			{hidden.map(([name, value]) => (value ? <input type="hidden" name={name} value={value} /> : <></>))}
			<label class="unseen" for="search">
				{page.say('search.title')}
			</label>
			<input
				type="search"
				id="search"
				name="search"
				value={view.searched?.words}
				placeholder={page.say('search.title')}
				maxlength={60}
				autocomplete="off"
			/>
			<button class="button plain" type="submit">
				{page.say('list.search')}
			</button>
		</form>
	)
}

type PagerProps = {
	readonly previous: Action | undefined
	readonly next: Action | undefined
	readonly page: Page
}

/** The pages before and after this one. */
export function Pager({ previous, next, page }: PagerProps): JSX.Element {
	if (!previous && !next) return <></>
	const link = (action: Action, rel: 'prev' | 'next') => (
		<a class={`button plain ${rel}`} rel={rel} href={addressOf(action.command) ?? '/requests'}>
			{action.label}
		</a>
	)
	return (
		<nav class="pager" aria-label={page.say('portal.pages')}>
			{previous ? link(previous, 'prev') : <span />}
			{next ? link(next, 'next') : <></>}
		</nav>
	)
}
