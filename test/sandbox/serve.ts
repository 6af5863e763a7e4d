import { once } from 'node:events'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { galleryRoutes } from './gallery/index.ts'
import type { Pane } from './pane.ts'
import { shell } from './shell.ts'
import type { Stage } from './stage.ts'

/** The sandbox's own server: the windows and the shell around them. */
export type Served = { readonly address: string; close(): Promise<void> }

/** Listens on this machine only. @param port 0 for any that is free */
export async function serve(stage: Stage, panes: readonly Pane[], port = 0): Promise<Served> {
	// A window's address has a slash at its end.
	const app = new Hono({ strict: false })
	app.route('/', await shell(stage, panes))
	app.route('/gallery', galleryRoutes())
	for (const pane of panes) app.route(`/${pane.name}`, pane.routes(stage))
	const server = createAdaptorServer({ fetch: app.fetch })
	server.listen(port, '127.0.0.1')
	await once(server, 'listening')
	const { port: listening } = server.address() as { port: number }
	return {
		address: `http://localhost:${listening}`,
		async close() {
			if ('closeAllConnections' in server) server.closeAllConnections()
			server.close()
			await once(server, 'close')
		},
	}
}
