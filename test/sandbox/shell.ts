import type { Hono } from 'hono'
import { keepHouse } from '../../src/housekeeping.ts'
import type { ShellFacts, Standing } from './facts.ts'
import { scriptedPage } from './page.ts'
import type { Pane } from './pane.ts'
import { names, people, visitor } from './people.ts'
import type { Stage } from './stage.ts'
import { steps } from './tour/steps.ts'
import { startTour } from './tour/tour.ts'

/** A year, in milliseconds: the clock only goes on, and not for ever. */
const farthest = 366 * 24 * 60 * 60_000

/** The page around the windows: who is where, the tour, and the time. */
export async function shell(stage: Stage, panes: readonly Pane[]): Promise<Hono> {
	const tour = await startTour(stage)
	const facts: ShellFacts = {
		// There is not the room for whole names.
		panes: panes.map(({ name, title }) => ({
			name,
			title: title.replace('Microsoft ', ''),
			readers: readersOf(name),
		})),
		steps,
		publicUrl: stage.app.ports.settings.publicUrl,
	}
	const standing = async (): Promise<Standing> => {
		const now = stage.clock.now()
		return { now, ahead: now - Date.now(), done: [...(await tour.look())] }
	}

	const app = scriptedPage({
		at: '/',
		title: 'Sportello, the sandbox',
		script: new URL('browser/main.tsx', import.meta.url),
		styles: ['base', 'shell', 'tour'].map(name => new URL(`browser/${name}.css`, import.meta.url)),
		facts: () => facts,
	})
	app.get('/standing', async c => c.json(await standing()))
	app.post('/clock', async c => {
		const by = Number(c.req.query('by'))
		if (!(by > 0 && stage.clock.now() + by <= Date.now() + farthest))
			return c.json({ error: 'not so far' }, 400)
		// What is under way was signed by the time it is now.
		await stage.slack.idle()
		stage.clock.advance(by)
		// What the service does every minute by itself.
		await keepHouse(stage.app.ports)
		await stage.app.drain()
		return c.json(await standing())
	})
	app.post('/tour/reset', async c => {
		await tour.reset()
		return c.json(await standing())
	})
	return app
}

function readersOf(pane: Pane['name']): ShellFacts['panes'][number]['readers'] {
	const cast = names.map(name => ({ name, label: people[name].realName.split(' ')[0] ?? name }))
	if (pane === 'mail') return [...cast, { name: visitor, label: 'Others' }]
	if (pane === 'portal') return [...cast, { name: visitor, label: 'Visitor' }]
	return cast
}
