import { type Context, Hono } from 'hono'
import { icon, stylesheet } from '../../../adapters/web/style/index.ts'
import { bundle } from '../bundle.ts'
import { exhibits, type Theme } from './exhibits.ts'
import { themed } from './frames.ts'
import { pageOf } from './page.ts'

const scripts = { 'client.js': 'page.ts', 'slack.js': 'slack.ts', 'teams.js': 'teams.ts' } as const

/** Every view on every platform, in both languages, as it usually is, at its largest and badly meant. */
export function galleryRoutes(): Hono {
	const app = new Hono()
	const byPath = new Map(exhibits.map(each => [each.path, each]))
	for (const [name, source] of Object.entries(scripts)) {
		app.get(`/${name}`, async context =>
			context.body(await bundle(new URL(`browser/${source}`, import.meta.url)), 200, {
				'content-type': 'text/javascript; charset=utf-8',
			}),
		)
	}
	app.get('/web.css', context =>
		context.body(themed(stylesheet, themeOf(context)), 200, { 'content-type': 'text/css; charset=utf-8' }),
	)
	app.get('/icon.svg', context => context.body(icon, 200, { 'content-type': 'image/svg+xml' }))
	app.get('/frame/:platform/:locale/:name', context => {
		const { platform, locale, name } = context.req.param()
		const exhibit = byPath.get(`${platform}/${locale}/${name}`)
		return exhibit ? context.html(exhibit.draw(themeOf(context))) : context.notFound()
	})
	app.get('/', context => {
		const { view = '', platform = '', language = '', example = '', theme = '' } = context.req.query()
		return context.html(pageOf({ view, platform, language, example, theme }))
	})
	return app
}

function themeOf(context: Context): Theme {
	return context.req.query('theme') === 'dark' ? 'dark' : 'light'
}
