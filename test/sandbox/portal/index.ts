import type { Hono } from 'hono'
import { scriptedPage } from '../page.ts'
import type { Pane } from '../pane.ts'
import { password } from '../settled.ts'
import { people, type Reader, readerOf, visitor } from '../people.ts'
import type { Stage } from '../stage.ts'
import { themeOf } from '../theme.ts'
import type { PortalFacts } from './facts.ts'

/** The portal in a frame, in the browser of whoever is played. */
export const portal: Pane = { name: 'portal', title: 'Portal', routes }

function routes(stage: Stage): Hono {
	const app = scriptedPage({
		at: '/portal/',
		title: 'Portal',
		script: new URL('browser/main.tsx', import.meta.url),
		styles: [new URL('../browser/base.css', import.meta.url), new URL('browser/style.css', import.meta.url)],
		facts: query => factsFor(stage, readerOf(query.get('as')), query),
	})
	app.get('/where', c => c.json({ path: stage.portals[readerOf(c.req.query('as'))].pages.at(-1) ?? '/' }))
	app.post('/sign-in', async c => {
		const who = readerOf(c.req.query('as'))
		if (who === visitor) return c.json({ taken: false }, 400)
		return c.json({ taken: await stage.portals[who].signIn(people[who].email, password) })
	})
	return app
}

function factsFor(stage: Stage, who: Reader, query: URLSearchParams): PortalFacts {
	stage.portals[who].theme = themeOf(query)
	const person = who === visitor ? undefined : people[who]
	return {
		as: who,
		address: stage.portals[who].address,
		publicUrl: stage.app.ports.settings.publicUrl,
		path: localPath(query.get('path')) ?? stage.portals[who].pages.at(-1) ?? '/',
		...(person && { person: { name: person.realName, email: person.email, password } }),
	}
}

/** A path on the portal. */
function localPath(path: string | null): string | undefined {
	return path && /^\/(?![/\\])/.test(path) ? path : undefined
}
