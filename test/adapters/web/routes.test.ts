import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { webApp } from '../../../adapters/web/app.ts'
import { assertInTable, isDelegated, routeName, routes } from '../../../adapters/web/routes.ts'
import type { Ports } from '../../../src/ports/index.ts'

describe('the table of routes', () => {
	it('holds all that the router holds, and each once', () => {
		const names = routes.map(route => routeName(route))
		expect(new Set(names).size).toBe(names.length)
		const held = webApp({} as Ports).routes.map(({ method, path }) => `${method} ${path}`)
		const web = routes.filter(route => !isDelegated(route)).map(route => routeName(route))
		expect([...new Set(held)].toSorted()).toEqual(web.toSorted())
	})

	it('stops the start when the router holds one that it lacks', () => {
		const app = new Hono()
			.get('/healthz', c => c.text(''))
			.post('/healthz', c => c.text(''))
			.all('/debug', c => c.text(''))
			.get('/files/:id/:other', c => c.text(''))
		expect(() => assertInTable(app.routes)).toThrow(
			'not in the table of routes: POST /healthz, ALL /debug, GET /files/:id/:other',
		)
	})

	it('lets middleware pass, which answers nothing by itself', () => {
		const app = new Hono().use('*', (_, next) => next()).get('/healthz', c => c.text(''))
		expect(() => assertInTable(app.routes)).not.toThrow()
	})
})
