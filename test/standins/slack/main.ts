import { parseArgs } from 'node:util'
import { startSlack } from './index.ts'

/** Slack's stand-in as a process of its own: prints where it listens as one line of JSON, ends on SIGTERM. */
const { values } = parseArgs({
	options: {
		port: { type: 'string' },
		service: { type: 'string' },
		secret: { type: 'string' },
		token: { type: 'string' },
		'app-token': { type: 'string' },
		scopes: { type: 'string' },
		events: { type: 'string' },
	},
})

const list = (text: string) => text.split(',').filter(Boolean)
const slack = await startSlack({
	...(values.port ? { port: Number(values.port) } : {}),
	...(values.service ? { serviceUrl: values.service } : {}),
	...(values.secret ? { signingSecret: values.secret } : {}),
	...(values.token ? { botToken: values.token } : {}),
	...(values['app-token'] ? { appToken: values['app-token'] } : {}),
	...(values.scopes ? { scopes: list(values.scopes) } : {}),
	...(values.events ? { events: list(values.events) } : {}),
})
process.stdout.write(`${JSON.stringify({ apiUrl: slack.apiUrl, controlUrl: slack.controlUrl })}\n`)

for (const signal of ['SIGTERM', 'SIGINT'] as const)
	process.once(signal, () => {
		void slack.stop().then(() => process.exit(0))
	})
