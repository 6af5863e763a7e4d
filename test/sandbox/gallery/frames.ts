import { readFileSync } from 'node:fs'
import { renderCard } from '../../../adapters/slack/render/card.ts'
import { renderHome, renderMessage, renderModal } from '../../../adapters/slack/render/index.ts'
import { render } from '../../../adapters/teams/render/index.ts'
import { roomCard } from '../../../adapters/teams/render/room.ts'
import { document } from '../../../adapters/web/layout.ts'
import type { Page } from '../../../adapters/web/page.ts'
import { renderView, titleOf } from '../../../adapters/web/render/index.tsx'
import type { TicketView, View } from '../../../src/views/view.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { hostConfig } from '../teams/page.ts'

type Theme = 'light' | 'dark'

const styleOf = (pane: string) => readFileSync(new URL(`../${pane}/style.css`, import.meta.url), 'utf8')
const slackStyle = styleOf('slack')
const teamsStyle = styleOf('teams')

/** A view where Slack has it: a form in a window, the home in its tab, all else in a message. */
export function slackFrame(view: View, theme: Theme): string {
	if (view.kind === 'form') return slackDrawn(view, { kind: 'modal', ...renderModal(view) }, theme)
	if (view.kind === 'home') return slackDrawn(view, { ...renderHome(view), kind: 'home' }, theme)
	return slackDrawn(view, { kind: 'message', ...renderMessage(view, { do: 'help' }) }, theme)
}

/** A ticket among others in a channel. */
export function slackCardFrame(view: TicketView, theme: Theme): string {
	return slackDrawn(view, { kind: 'message', ...renderCard({ ...view, comments: [] }) }, theme)
}

function slackDrawn(view: View, drawing: object, theme: Theme): string {
	return drawn('slack', view, theme, {
		style: `${slackStyle}\nbody { margin: 0; background: ${theme === 'dark' ? '#1a1d21' : '#fff'} }`,
		body: '<div id="root"></div>',
		given: { ...drawing, theme },
	})
}

export function teamsFrame(view: View, theme: Theme): string {
	return teamsDrawn(view, render(view), theme)
}

/** A ticket in a channel, where everyone reads. */
export function teamsCardFrame(view: TicketView, theme: Theme): string {
	return teamsDrawn(view, roomCard({ ...view, comments: [] }), theme)
}

function teamsDrawn(view: View, card: object, theme: Theme): string {
	return drawn('teams', view, theme, {
		style: `${teamsStyle}\nhtml, body { height: auto } main { display: block; padding: 12px }`,
		body: '<div class="card"></div>',
		given: { card, hostConfig: hostConfig(theme) },
	})
}

/** A document whose script draws what is given. */
function drawn(
	platform: 'slack' | 'teams',
	view: View,
	theme: Theme,
	{ style, body, given }: { readonly style: string; readonly body: string; readonly given: object },
): string {
	return `<!doctype html>
<html lang="${view.locale}" data-theme="${theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${platform}: ${view.kind}</title>
<style>${style}</style>
</head>
<body>
<main>${body}</main>
<script type="application/json" id="given">${JSON.stringify(given).replaceAll('<', '\\u003c')}</script>
<script type="module" src="/gallery/${platform}.js"></script>
</body>
</html>`
}

/** A page of the portal. */
export function webFrame(view: View, theme: Theme): string {
	const page: Page = {
		say: wordsOf(view.locale),
		locale: view.locale,
		support: 'Acme Support',
		here: '/requests',
		back: '/requests',
		once: 'once',
		person: 'Ada Rossi',
		...(view.kind === 'list' && view.scope === 'queue' && { agent: true, person: 'Diego Sala' }),
		style: `/gallery/web.css?theme=${theme}`,
		icon: '/gallery/icon.svg',
	}
	return themed(document({ page, title: titleOf(view, page), children: renderView(view, page) }), theme)
}

/** What asks the system for its theme is told this one; links lead out of the frame, if anywhere. */
export function themed(text: string, theme: Theme): string {
	return text
		.replaceAll(/\(prefers-color-scheme: ?dark\)/g, theme === 'dark' ? 'all' : 'not all')
		.replaceAll('light dark', theme)
		.replace('<head>', '<head><base target="_blank">')
}
