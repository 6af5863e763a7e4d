import type { Hono } from 'hono'
import { scriptedPage } from '../page.ts'
import type { Pane } from '../pane.ts'
import { people, readerOf, visitor } from '../people.ts'
import type { Stage } from '../stage.ts'
import type { MailFacts } from './facts.ts'
import { preferring, themeOf } from '../theme.ts'
import { lineOf, openedOf, ownerOf } from './letters.ts'

/** Everybody's mailbox, with what the mail server took. */
export const mail: Pane = { name: 'mail', title: 'Mail', routes }

/** Nothing runs and nothing is fetched: what a careful mail client allows. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"

function routes({ mail }: Stage): Hono {
	const app = scriptedPage({
		at: '/mail/',
		title: 'Mail',
		script: new URL('browser/main.tsx', import.meta.url),
		styles: [new URL('../browser/base.css', import.meta.url), new URL('browser/style.css', import.meta.url)],
		facts: query => {
			const as = readerOf(query.get('as'))
			const facts: MailFacts = {
				as,
				theme: themeOf(query),
				address: as === visitor ? 'all other addresses' : people[as].email,
			}
			return facts
		},
	})
	app.get('/letters', c => {
		const as = readerOf(c.req.query('as'))
		const all = mail.letters().map((letter, id) => ({ letter, id }))
		return c.json(
			all.filter(({ letter }) => ownerOf(letter) === as).map(({ letter, id }) => lineOf(letter, id)),
		)
	})
	app.get('/letters/:id', c => {
		const letter = mail.letters()[Number(c.req.param('id'))]
		return letter ? c.json(openedOf(letter, Number(c.req.param('id')))) : c.notFound()
	})
	app.get('/letters/:id/html', c => {
		const letter = mail.letters()[Number(c.req.param('id'))]
		if (!letter) return c.notFound()
		const html = preferring(themeOf(new URL(c.req.url).searchParams), letter.html)
		return c.html(html, 200, { 'content-security-policy': policy })
	})
	return app
}
