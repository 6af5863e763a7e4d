import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { JSX } from 'hono/jsx/jsx-runtime'
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

/** A whole page as the text of an answer. */
export function document(frame: Frame): string {
	const whole: { toString(): string } = <Whole {...frame} />
	return `<!DOCTYPE html>${whole.toString()}`
}

function Whole({ page, title, current, path, languages = [], children }: Frame): JSX.Element {
	const { say, support } = page
	return (
		<html lang={page.locale}>
			<Head page={page} title={title} />
			<body>
				<a class="skip" href="#main">
					{say('portal.skip')}
				</a>
				<header class="top">
					<div class="wide">
						<a class="brand" href="/">
							{support}
						</a>
						{page.person === undefined ? <></> : <Navigation page={page} current={current} path={path} />}
					</div>
				</header>
				<main id="main" tabindex={-1}>
					<div class="wide">{children}</div>
				</main>
				<footer class="bottom">
					<div class="wide">
						<p>{say('portal.footer', { support })}</p>
						{page.person === undefined ? <></> : <a href="/help">{say('help.action')}</a>}
						{languages.length > 0 ? (
							<nav aria-label={say('portal.languages')}>
								<ul>
									{languages.map(({ locale, label, href }) => (
										<li>
											<a
												href={href}
												lang={locale}
												hreflang={locale}
												aria-current={locale === page.locale ? 'true' : undefined}
											>
												{label}
											</a>
										</li>
									))}
								</ul>
							</nav>
						) : (
							<></>
						)}
					</div>
				</footer>
			</body>
		</html>
	)
}

/** What is alike in the head of all pages. */
const meta = html`<meta name="viewport" content="width=device-width, initial-scale=1"/><meta name="color-scheme" content="light dark"/><meta name="robots" content="noindex"/>`

/** A template: as an element, the library asks at each element of the page whether that stands in a head. */
function Head({ page, title }: Pick<Frame, 'page' | 'title'>): JSX.Element {
	const { say, support, style, icon } = page
	const room = Math.max(20, titleLength - support.length)
	const named = say('portal.title', { page: cutText(title, room), support: cutText(support, 40) })
	const links = html`<link rel="stylesheet" href="${style}"/><link rel="icon" href="${icon}" type="image/svg+xml"/>`
	return html`<head><meta charset="utf-8"/><title>${named}</title>${meta}${links}</head>`
}

type NavigationProps = { readonly page: Page } & Pick<Frame, 'current' | 'path'>

function Navigation({ page, current, path }: NavigationProps): JSX.Element {
	const { say } = page
	const links = [
		...(page.agent ? [{ name: 'queue', href: '/queue', label: say('portal.queue') }] : []),
		{ name: 'requests', href: '/requests', label: say('portal.requests') },
		{ name: 'new', href: '/requests/new', label: say('new.title') },
		{ name: 'settings', href: '/settings', label: say('portal.settings') },
	]
	return (
		<>
			<nav class="main" aria-label={say('portal.nav')}>
				<ul>
					{links.map(({ name, href, label }) => (
						<li>
							<a href={href} aria-current={name === current ? (href === path ? 'page' : 'true') : undefined}>
								{label}
							</a>
						</li>
					))}
				</ul>
			</nav>
			<div class="who">
				<span class="name" dir="auto">
					{page.person}
				</span>
				<form class="inline" method="post" action="/sign-out">
					<button class="quiet" type="submit">
						{say('portal.signOut')}
					</button>
				</form>
			</div>
		</>
	)
}
