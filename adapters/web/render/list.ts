import { html } from 'hono/html'
import type { JSX } from 'hono/jsx/jsx-runtime'
import type { Scope } from '../../../src/domain/ticket.ts'
import type { Action, Choice, ListItem, ListView } from '../../../src/views/view.ts'
import { numberIn } from '../../../src/words/number.ts'
import { addressOf } from '../address.ts'
import type { Page } from '../page.ts'
import { ActionButton, Actions } from './action.ts'
import { Said, StatusPill, Time } from './parts.tsx'

/** How many there are in each list, for its tab; what is absent is not shown. */
export type ListCounts = Readonly<Partial<Record<Scope, number>>>

/**
 * One of the three lists, with the ways to the others. It is the page that people open most, so all of it is templates:
 * elements take the library four times as long.
 */
export function renderList(view: ListView, page: Page, counts: ListCounts = {}): JSX.Element {
	const scopes = view.choices.filter(choice => choice.name === 'scope')
	const [first, ...others] = view.choices.filter(choice => choice.name !== 'scope')
	// The page has a search box and a way to the help of its own, and the main action stands beside the title.
	const actions = view.actions.filter(({ command }) => command.do !== 'search' && command.do !== 'help')
	const main = actions.find(action => action.weight === 'main')
	const rest = actions.filter(action => action !== main)

	const title = html`<div><h1>${view.title}</h1><p class="lead">${view.summary}</p></div>`
	const head = html`<header class="page-head">${title}${main && ActionButton({ action: main, page })}</header>`
	const tabs = scopes.map(choice => Tabs({ choice, counts, page }))
	const filters = html`<div class="filters">${first && pills(first)}${searchBox(view, page)}${others.map(pills)}</div>`
	const sought = view.searched && searched(view.searched, page)
	const rows = view.items.length > 0 && Rows({ items: view.items, label: page.say('portal.list'), page })
	const empty = view.empty && html`<p class="empty">${view.empty}</p>`
	const pager = Pager({ previous: view.previous, next: view.next, page })
	const said = Said({ text: view.said })
	return html`${said}${head}${tabs}${filters}${sought}${rows}${empty}${pager}${Actions({ actions: rest, page, minor: true })}`
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
	const rows = items.map(item => row(item, address(item), page))
	return html`<ul class="rows" aria-label="${label}">${rows}</ul>`
}

/** One of them, as one template: each within another one is copied once more. */
function row({ number, subject, detail, status, activity }: ListItem, address: string, { say }: Page) {
	return html`<li><span class="number">#${number}</span><div class="what"><a href="${address}" dir="auto">${subject.trim() || `#${number}`}</a><span class="detail" dir="auto">${detail}</span></div>${StatusPill({ status })}<span class="when"><span class="unseen">${say('ticket.activity')}: </span>${Time({ moment: activity })}</span></li>`
}

type TabsProps = { readonly choice: Choice; readonly counts: ListCounts; readonly page: Page }

/** The lists beside each other. */
export function Tabs({ choice, counts, page }: TabsProps): JSX.Element {
	const tabs = choice.options.map(option => {
		const count = option.command.do === 'list' ? counts[option.command.scope] : undefined
		const number = count !== undefined && html` ${countOf(count, page)}`
		return html`<li><a${linkTo(option, 'page')}><span>${option.label}</span>${number}</a></li>`
	})
	return html`<nav class="tabs" aria-label="${choice.label}"><ul>${tabs}</ul></nav>`
}

function countOf(count: number, { locale, say }: Page) {
	const seen = html`<span aria-hidden="true">${numberIn(locale)(count)}</span>`
	return html`<span class="count">${seen}<span class="unseen">${say('portal.count', { count })}</span></span>`
}

function pills(choice: Choice) {
	const all = choice.options.map(option => html`<li><a${linkTo(option, 'true')}>${option.label}</a></li>`)
	return html`<nav class="choice ${choice.name}" aria-label="${choice.label}"><span aria-hidden="true">${choice.label}</span><ul>${all}</ul></nav>`
}

/** Where an option leads, and whether it is the one that is shown. */
function linkTo({ command, chosen }: Choice['options'][number], current: 'page' | 'true') {
	const address = addressOf(command)
	return html`${address && html` href="${address}"`}${chosen && html` aria-current="${current}"`}`
}

/** A search keeps the list, the status and the order, and starts at the first page. */
function searchBox(view: ListView, { say }: Page) {
	const here = view.choices.flatMap(choice => choice.options).find(option => option.chosen)?.command
	const kept = here?.do === 'list' ? here : { scope: view.scope, status: undefined, sort: undefined }
	const hidden = Object.entries({ scope: kept.scope, status: kept.status, sort: kept.sort })
	const inputs = hidden.map(
		([name, value]) => value && html`<input type="hidden" name="${name}" value="${value}"/>`,
	)
	const label = html`<label class="unseen" for="search">${say('search.title')}</label>`
	const words = view.searched && html` value="${view.searched.words}"`
	const field = html`<input type="search" id="search" name="search"${words} placeholder="${say('search.title')}" maxlength="60" autocomplete="off"/>`
	const button = html`<button class="button plain" type="submit">${say('list.search')}</button>`
	return html`<form class="search" method="get" action="/requests" role="search">${inputs}${label}${field}${button}</form>`
}

/** What was searched for, with the way out of it. */
function searched({ label, clear }: NonNullable<ListView['searched']>, page: Page) {
	const end = ActionButton({ action: clear, page, quiet: true })
	return html`<p class="searched"><span dir="auto">${label}</span> ${end}</p>`
}

type PagerProps = {
	readonly previous: Action | undefined
	readonly next: Action | undefined
	readonly page: Page
}

/** The pages before and after this one. */
export function Pager({ previous, next, page }: PagerProps): JSX.Element {
	if (!previous && !next) return html``
	const link = ({ command, label }: Action, rel: 'prev' | 'next') =>
		html`<a class="button plain ${rel}" rel="${rel}" href="${addressOf(command) ?? '/requests'}">${label}</a>`
	const before = previous ? link(previous, 'prev') : html`<span></span>`
	return html`<nav class="pager" aria-label="${page.say('portal.pages')}">${before}${next && link(next, 'next')}</nav>`
}
