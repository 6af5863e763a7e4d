import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Service, startService } from '../service.ts'

const token = 'a-token-of-the-operator'
let service: Service
afterEach(() => service.stop())

/** The samples of a text in Prometheus' format; every other line has to be a comment. */
async function samples(answer: Response): Promise<ReadonlyMap<string, number>> {
	const found = new Map<string, number>()
	for (const line of (await answer.text()).trimEnd().split('\n')) {
		if (/^# (HELP|TYPE) \S+/.test(line) || line === '') continue
		const [, name = '', value = ''] = /^([a-z][a-z0-9_]*(?:\{[^}]*\})?) (\S+)$/.exec(line) ?? []
		expect(name, line).not.toBe('')
		found.set(name, Number(value))
	}
	return found
}

const read = async (headers: Record<string, string> = {}) => service.get('/metrics', { headers })

describe('the figures of a running service', () => {
	beforeEach(async () => {
		service = await startService()
	})

	it('count answers by route and status, without what anybody asked for', async () => {
		await service.get('/healthz')
		await service.get('/requests/1042?search=secret-word')
		await service.get('/no/such/page')
		const answer = await read()
		expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4')
		const text = await answer.clone().text()
		expect(text).not.toContain('/requests/1042')
		expect(text).not.toContain('secret-word')
		const found = await samples(answer)
		expect(found.get('sportello_request_seconds_count{route="GET /healthz",status="200"}')).toBe(1)
		expect(found.get('sportello_request_seconds_count{route="GET /requests/:number",status="303"}')).toBe(1)
		expect(found.get('sportello_request_seconds_count{route="none",status="404"}')).toBe(1)
		expect(found.get('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0)
		expect(found.get('sportello_passwords_waiting')).toBe(0)
	})

	it('are all that the dashboard asks for', async () => {
		const dashboard = await readFile(new URL('../../../manifests/grafana.json', import.meta.url), 'utf8')
		const { panels } = JSON.parse(dashboard) as { panels: { targets: { expr: string }[] }[] }
		const asked = panels.flatMap(({ targets }) =>
			targets.flatMap(({ expr }) => expr.match(/\b(?:sportello|nodejs|process)_\w+/g) ?? []),
		)
		expect(asked.length).toBeGreaterThan(7)
		await service.get('/healthz')
		const text = await (await read()).text()
		for (const name of asked) expect(text, name).toMatch(new RegExp(`^${name}[{ ]`, 'm'))
	})

	it('say what waits, was given up, and for how long', async () => {
		const found = await samples(await read())
		expect(found.get('sportello_queue_waiting{queue="notice"}')).toBe(0)
		expect(found.get('sportello_queue_late_seconds{queue="notice"}')).toBe(0)
		expect(found.get('sportello_queue_given_up{queue="notice"}')).toBe(0)
	})

	it('say that the database does not answer, and the rest', async () => {
		expect((await samples(await read())).get('sportello_database_up')).toBe(1)
		await service.app.database.close()
		const answer = await read()
		expect(answer.status).toBe(200)
		const found = await samples(answer)
		expect(found.get('sportello_database_up')).toBe(0)
		expect(found.get('sportello_passwords_waiting')).toBe(0)
		expect([...found.keys()].filter(name => name.startsWith('sportello_queue_'))).toEqual([])
	})

	it('are for this machine alone, not for who comes through a proxy', async () => {
		expect((await read()).status).toBe(200)
		for (const header of ['x-forwarded-for', 'forwarded']) {
			const refused = await read({ [header]: '127.0.0.1' })
			expect(refused.status).toBe(401)
			expect(await refused.text()).not.toContain('sportello_')
		}
	})
})

describe('with a token', () => {
	beforeEach(async () => {
		service = await startService({ METRICS_TOKEN: token })
	})

	it('who has it reads them from anywhere, and nobody else', async () => {
		expect((await read({ authorization: `Bearer ${token}`, 'x-forwarded-for': '203.0.113.7' })).status).toBe(
			200,
		)
		for (const authorization of ['', 'Bearer ', `Bearer ${token}x`, token, `bearer ${token}`]) {
			const refused = await read({ authorization })
			expect(refused.status, authorization).toBe(401)
			expect(refused.headers.get('www-authenticate')).toBe('Bearer')
		}
		expect(service.lines.join('\n')).not.toContain(token)
	})
})
