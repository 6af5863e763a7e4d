import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { HtmlEscapedString } from 'hono/utils/html'
import { cutText } from '../../src/text/rich.ts'
import type { Page } from './page.ts'

/** The main pages, as the menu has them. */
export type Current = 'queue' | 'requests' | 'new' | 'settings'

type Frame = {
	readonly page: Page
	readonly title: string
	/** Which of the main pages this is. */
	readonly current?: Current | undefined
	/** Where it is, without what it shows there. */
	readonly path?: string | undefined
	/** The same page in other languages, where a language can be chosen. */
	readonly languages?: readonly { readonly locale: string; readonly label: string; readonly href: string }[]
	readonly children?: Child
}

/** Longer ones are cut in every browser and read in full by screen readers. */
const titleLength = 60

/**
 * A whole page as the text of an answer. What stands around what it shows are templates: elements take the library four
 * times as long, and once one of them is a head, it asks at each that follows whether that stands in it.
 */
export function document(frame: Frame): string {
	const { page, children } = frame
	const skip = html`<a class="skip" href="#main">${page.say('portal.skip')}</a>`
	const main = html`<main id="main" tabindex="-1"><div class="wide">${children}</div></main>`
	const body = html`<body>${skip}${top(frame)}${main}${bottom(frame)}</body>`
	const whole = html`<!DOCTYPE html><html lang="${page.locale}">${head(frame)}${body}</html>`
	// No promise: nothing on a page is waited for.
	return (whole as HtmlEscapedString).toString()
}

/** What is alike in the head of all pages. */
const meta = html`<meta name="viewport" content="width=device-width, initial-scale=1"/><meta name="color-scheme" content="light dark"/><meta name="robots" content="noindex"/>`

function head({ page: { say, support, style, icon }, title }: Frame) {
	const room = Math.max(20, titleLength - support.length)
	const named = say('portal.title', { page: cutText(title, room), support: cutText(support, 40) })
	const links = html`<link rel="stylesheet" href="${style}"/><link rel="icon" href="${icon}" type="image/svg+xml"/>`
	return html`<head><meta charset="utf-8"/><title>${named}</title>${meta}${links}</head>`
}

function top(frame: Frame) {
	const { page } = frame
	const brand = html`<a class="brand" href="/">${page.support}</a>`
	const signedIn = page.person === undefined ? undefined : [navigation(frame), who(page)]
	return html`<header class="top"><div class="wide">${brand}${signedIn}</div></header>`
}

function navigation({ page: { say, agent }, current, path }: Frame) {
	const links = [
		...(agent ? [{ name: 'queue', href: '/queue', label: say('portal.queue') }] : []),
		{ name: 'requests', href: '/requests', label: say('portal.requests') },
		{ name: 'new', href: '/requests/new', label: say('new.title') },
		{ name: 'settings', href: '/settings', label: say('portal.settings') },
	]
	const items = links.map(({ name, href, label }) => {
		const here = name === current && html` aria-current="${href === path ? 'page' : 'true'}"`
		return html`<li><a href="${href}"${here}>${label}</a></li>`
	})
	return html`<nav class="main" aria-label="${say('portal.nav')}"><ul>${items}</ul></nav>`
}

function who({ say, person }: Page) {
	const name = html`<span class="name" dir="auto">${person}</span>`
	const signOut = html`<button class="quiet" type="submit">${say('portal.signOut')}</button>`
	return html`<div class="who">${name}<form class="inline" method="post" action="/sign-out">${signOut}</form></div>`
}

function bottom({ page: { say, support, person, locale }, languages = [] }: Frame) {
	const help = person === undefined ? undefined : html`<a href="/help">${say('help.action')}</a>`
	const items = languages.map(one => {
		const chosen = one.locale === locale && html` aria-current="true"`
		return html`<li><a href="${one.href}" lang="${one.locale}" hreflang="${one.locale}"${chosen}>${one.label}</a></li>`
	})
	const choice =
		items.length > 0 && html`<nav aria-label="${say('portal.languages')}"><ul>${items}</ul></nav>`
	return html`<footer class="bottom"><div class="wide"><p>${say('portal.footer', { support })}</p>${help}${choice}</div></footer>`
}
