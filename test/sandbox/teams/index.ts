import { readFileSync } from 'node:fs'
import { type Context, Hono } from 'hono'
import type { Person } from '../../standins/teams/index.ts'
import { sightOf, versionOf } from '../../standins/teams/sight.ts'
import { bundle } from '../bundle.ts'
import type { Pane } from '../pane.ts'
import { isName, type Name, people } from '../people.ts'
import { perform, readAct } from './acts.ts'
import type { Outcome } from './between.ts'
import { givenTo, pageFor } from './page.ts'

const icon = new URL('../../../manifests/teams/color.png', import.meta.url)

/** A client like Teams': the chat with the bot and a channel of support, on the stand-in for Microsoft's side. */
export const teamsPane: Pane = {
	name: 'teams',
	title: 'Microsoft Teams',
	routes({ teams, app: service }) {
		const { world } = teams
		const hands = new Map<Name, Person>()
		const playing = (name: Name): Person => {
			const known = hands.get(name) ?? teams.person({ id: people[name].teams })
			hands.set(name, known)
			return known
		}
		const app = new Hono()
		app.get('/client.js', async context =>
			context.body(await bundle(new URL('browser/main.tsx', import.meta.url)), 200, {
				'content-type': 'text/javascript; charset=utf-8',
			}),
		)
		app.get('/icon.png', context => context.body(readFileSync(icon), 200, { 'content-type': 'image/png' }))
		app.get('/files/:id', context => {
			const file = world.files.get(context.req.param('id'))
			if (!file) return context.notFound()
			return context.body(Buffer.from(file.bytes), 200, {
				'content-type': 'application/octet-stream',
				'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
			})
		})
		app.get('/', context => {
			const theme = context.req.query('theme') === 'dark' ? 'dark' : 'light'
			const { publicUrl } = service.ports.settings
			const given = givenTo(people[played(context)], theme, { publicUrl, appId: teams.appId })
			return context.html(pageFor(given, theme))
		})
		app.get('/sight', context => {
			if (context.req.query('seen') === versionOf(world)) return context.body(null, 204)
			return context.json(sightOf(world, people[played(context)].teams))
		})
		app.post('/act', async context => {
			// A page from elsewhere cannot send this type without asking first.
			if (context.req.header('content-type') !== 'application/json') return context.body(null, 415)
			const act = readAct(await context.req.json())
			try {
				return context.json(await perform(world, playing(played(context)), act))
			} catch (error) {
				const outcome: Outcome = { error: error instanceof Error ? error.message : String(error) }
				return context.json(outcome)
			}
		})
		return app
	},
}

/** Who is played in a request; Ada, unless another is named. */
function played(context: Context): Name {
	const name = context.req.query('as')
	return isName(name) ? name : 'ada'
}
