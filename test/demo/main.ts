import { parseArgs } from 'node:util'
import { say } from './print.ts'
import { setStage, type Stage } from './stage.ts'
import { tell } from './story.ts'

const began = Date.now()
const { values } = parseArgs({ options: { keep: { type: 'boolean', default: false } } })

say('Sportello: the real service on a new SQLite file, against a stand-in for Slack in a process of its own.')
say('Nothing leaves this machine. With --keep it stays up afterwards: npm run demo -- --keep')

const stage = await setStage()
try {
	await tell(stage, began)
	await stage.slack.refresh()
	for (const problem of stage.slack.problems) say(`Slack would have refused: ${JSON.stringify(problem)}`)
	if (stage.slack.problems.length > 0) process.exitCode = 1
	say('')
	say(`That is the main conversation. It took ${((Date.now() - began) / 1000).toFixed(1)} s.`)
	if (values.keep) await stay(stage)
} finally {
	await stage.strike()
}

async function stay({ app, slack, folder }: Stage): Promise<void> {
	say('')
	say(`The service listens on ${app.address}; its database, files and mails are in ${folder}.`)
	say(`Slack’s stand-in is at ${slack.controlUrl}. Type as Ada:`)
	say(
		`  curl -d '{"user":"U0ADA","act":{"text":"/tickets org","channel":"general"}}' ${slack.controlUrl}type`,
	)
	say(`and see what she sees: curl -d '{"user":"U0ADA"}' ${slack.controlUrl}see`)
	say('Ctrl-C ends it and removes everything.')
	await new Promise(resolve => {
		for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve)
	})
}
