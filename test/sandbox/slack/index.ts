import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Hono } from 'hono'
import { html } from 'hono/html'
import { bundle } from '../bundle.ts'
import type { Pane } from '../pane.ts'
import { isName, people, type SandboxPerson } from '../people.ts'
import type { Stage } from '../stage.ts'
import { act } from './act.ts'
import { perform } from './perform.ts'
import { sceneOf } from './see.ts'

const policy = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"img-src 'self' data:",
	"connect-src 'self'",
	"base-uri 'none'",
	"form-action 'none'",
].join('; ')

/** A client like Slack's, in front of the stand-in. */
export const slackPane: Pane = { name: 'slack', title: 'Slack', routes }

function routes(stage: Stage): Hono {
	const pane = new Hono()

	pane.get('/', context => {
		const person = played(context.req.query('as'))
		context.header('Content-Security-Policy', policy)
		return context.html(page(person, context.req.query('theme')))
	})
	pane.get('/client.js', async context => {
		const script = await bundle(new URL('browser/main.tsx', import.meta.url))
		return context.body(script, 200, { 'Content-Type': 'text/javascript; charset=utf-8' })
	})
	pane.get('/style.css', async context => {
		const sheets = ['style.css', 'client.css'].map(name => readFile(new URL(name, import.meta.url), 'utf8'))
		const style = (await Promise.all(sheets)).join('\n')
		return context.body(style, 200, { 'Content-Type': 'text/css; charset=utf-8' })
	})
	pane.get('/scene', async context => {
		const scene = await seen(stage, played(context.req.query('as')))
		if (context.req.query('known') === scene.mark) return context.body(null, 204)
		return context.json(scene)
	})
	pane.post('/act', async context => {
		// What another site may send without asking is never of this type.
		if (context.req.header('Content-Type') !== 'application/json') return context.body(null, 415)
		const wanted = act.safeParse(await context.req.json())
		if (!wanted.success) return context.json({ error: wanted.error.message }, 400)
		const person = played(context.req.query('as'))
		const outcome = await perform(stage, person, wanted.data)
		return context.json({ outcome, ...(await seen(stage, person)) })
	})
	pane.get('/file/:id/:name', async context => {
		const person = played(context.req.query('as'))
		const { id } = context.req.param()
		try {
			const { name, type, base64 } = await stage.slack.hands.fetch(person.slack, { file: id })
			return context.body(new Uint8Array(Buffer.from(base64, 'base64')), 200, {
				'Content-Type': type ?? 'application/octet-stream',
				'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
				'X-Content-Type-Options': 'nosniff',
			})
		} catch {
			return context.notFound()
		}
	})
	return pane
}

function played(name: string | undefined): SandboxPerson {
	return people[isName(name) ? name : 'ada']
}

/** What a person sees, and a mark by which the page knows whether it is news. */
async function seen(stage: Stage, person: SandboxPerson) {
	const scene = await sceneOf(stage, person)
	const mark = createHash('sha256').update(JSON.stringify(scene)).digest('base64url')
	return { scene, mark }
}

function page({ name, realName }: SandboxPerson, theme: string | undefined) {
	const known = theme === 'light' || theme === 'dark' ? theme : ''
	return html`<!doctype html>
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<title>Slack · ${realName}</title>
				<link rel="icon" href="data:," />
				<link rel="stylesheet" href="/slack/style.css" />
				<script type="module" src="/slack/client.js"></script>
			</head>
			<body class="slack" data-as="${name}" data-theme="${known}">
				<noscript>This window needs scripts.</noscript>
			</body>
		</html>`
}
