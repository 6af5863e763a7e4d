import { wordsOf } from '../../src/words/index.ts'
import type { Person, Seen } from '../standins/slack/index.ts'
import { frame, step } from './print.ts'
import type { Stage } from './stage.ts'

const say = wordsOf('en')
const agent = 'diego@support.example'
const picture = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
	'base64',
)

/** What Ada sees, after everything that follows from what she did has been done. */
type Look = (seen: Seen) => Promise<void>

/** The main conversation, from the first command to a solved request. */
export async function tell(stage: Stage, began: number): Promise<void> {
	const ada = stage.slack.person({
		id: 'U0ADA',
		name: 'ada',
		realName: 'Ada Rossi',
		email: 'ada@acme.example',
	})
	const look: Look = async ({ screen, error }) => {
		await stage.app.drain()
		frame('Ada’s Slack', screen)
		if (error) throw new Error(`Slack says: ${error}`)
	}

	await connects(stage, ada, look, began)
	await answers(ada, look)
	await asks(stage, ada, look)
	await solves(ada, look)
}

async function connects(stage: Stage, ada: Person, look: Look, began: number): Promise<void> {
	step(
		'Ada types /tickets',
		'Her Slack identity is not connected to a support account yet, so she is asked for her address first. The answer is the response to the command itself.',
	)
	const first = await ada.types('/tickets')
	const seconds = ((Date.now() - began) / 1000).toFixed(1)
	await look(first)
	step(
		'Ada writes ada@acme.example and sends',
		`The same words whether the address is known or not. (The first /tickets was answered ${seconds} s after the demo began.)`,
	)
	await ada.fills({ [say('connect.email')]: 'ada@acme.example' })
	await look(await ada.submits())
	step('A mail arrives', 'It names who asked, and holds a code that only this Slack identity can use.')
	const mail = await stage.mailTo('ada@acme.example')
	frame(mail.subject, mail.text)
	step('Ada types the code', 'Whose account it is is shown before anything is connected, Cancel first.')
	const code = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(mail.text)?.[0] ?? ''
	await ada.fills({ [say('connect.code')]: code })
	await look(await ada.submits())
	step('Ada presses Connect', 'The command that had to wait goes on by itself: her requests.')
	await look(await ada.presses(say('connect.yes')))
}

async function answers(ada: Person, look: Look): Promise<void> {
	step(
		'Ada opens a request',
		'The newest comments are first to hand; files have addresses that live 15 minutes.',
	)
	await look(await ada.presses(say('ticket.open'), { beside: 'Upload of the product photos fails' }))
	step(
		'Ada adds to the conversation, with a file',
		'The file is fetched from Slack after the answer, and says so meanwhile.',
	)
	await ada.presses(say('ticket.reply'))
	await ada.fills({ [say('reply.text')]: 'It fails for small photos too, *this one* for example.' })
	await ada.attaches(say('reply.files'), [{ name: 'piccola è.png', type: 'image/png', bytes: picture }])
	await look(await ada.submits())
	await leave(ada)
	step(
		'Ada looks again and downloads the file',
		'Its signed address gives back the very bytes that she sent.',
	)
	const number = /#(\d+) Upload of the product photos/.exec((await ada.types('/tickets')).screen)?.[1] ?? ''
	const { screen } = await ada.types(`/tickets ${number}`)
	const link = /piccola è\.png \((http:\S+)\)/.exec(screen)?.[1] ?? ''
	const download = await fetch(link.replace('//localhost:', '//127.0.0.1:'))
	const bytes = Buffer.from(await download.arrayBuffer())
	if (!bytes.equals(picture)) throw new Error('the file came back different')
	const shown = ['content-disposition', 'content-type', 'content-length', 'x-content-type-options']
	frame(
		new URL(link).pathname,
		[`HTTP ${download.status}`, ...shown.map(name => `${name}: ${download.headers.get(name)}`)].join('\n'),
	)
	await leave(ada)
}

async function asks(stage: Stage, ada: Person, look: Look): Promise<void> {
	step('Ada types /tickets new The lift is stuck', 'What she typed is in the form already.')
	await look(await ada.types('/tickets new The lift is stuck'))
	step('Ada says how they can help and sends', 'The request has a number that people can say.')
	await ada.fills({ [say('new.text')]: 'It stands on the second floor with its door open.' })
	const sent = await ada.submits()
	await look(sent)
	await leave(ada)
	const number = /#(\d+) The lift is stuck/.exec(sent.screen)?.[1] ?? ''
	const reply = ['ticket', 'reply', number, '--as', agent, '--status', 'pending']
	const text = 'The technician comes at three. Is anybody inside?'
	step('Diego, the agent, answers at the command line', `sportello ${reply.join(' ')} --text "${text}"`)
	frame('Diego’s terminal', await stage.sportello(...reply, '--text', text))
	step(
		'Ada types /tickets awaiting lift',
		'Words after the status are searched for in subjects and conversations.',
	)
	await look(await ada.types('/tickets awaiting lift'))
	await leave(ada)
}

async function solves(ada: Person, look: Look): Promise<void> {
	step('Ada marks a request as solved', 'What will happen is said before it does.')
	const list = await ada.types('/tickets mine awaiting keyboard')
	const number = /#(\d+) Keyboard layout/.exec(list.screen)?.[1] ?? ''
	await leave(ada)
	await look(await ada.types(`/tickets solve ${number}`))
	step('Ada confirms', 'If she writes there again it opens again.')
	await look(await ada.presses(say('solve.yes')))
	await leave(ada)
}

/** Closes what is open, to type again. */
async function leave(ada: Person): Promise<void> {
	if (ada.modal) await ada.closes({ all: true })
}
