import { afterAll, beforeAll, expect, test } from 'vitest'
import { wordsOf } from '../../../src/words/index.ts'
import { keepHouse } from '../../../src/housekeeping.ts'
import { messageText } from '../../standins/teams/screen.ts'
import { setStage, type Stage } from '../stage.ts'
import { people } from '../people.ts'
import { password } from '../settled.ts'
import { type StepId, steps } from './steps.ts'
import { startTour, type Tour } from './tour.ts'

const say = wordsOf('en')
const day = 24 * 60 * 60_000
const picture = { name: 'lift.png', type: 'image/png', bytes: new Uint8Array([137, 80, 78, 71]) }

let stage: Stage
let tour: Tour

beforeAll(async () => {
	stage = await setStage()
	tour = await startTour(stage)
})
afterAll(() => stage?.strike())

/** All that follows has happened, and so much of the tour is done. */
async function done(...ids: readonly StepId[]): Promise<void> {
	await stage.slack.idle()
	for (let round = 0; round < 4; round++) {
		await stage.app.drain()
		await stage.slack.idle()
		stage.clock.advance(30_000)
	}
	const all = await tour.look()
	expect(steps.map(({ id }) => id).filter(id => all.has(id))).toEqual(ids)
}

async function rated(number: number): Promise<void> {
	const ada = stage.portals.ada
	expect(await ada.signIn(people.ada.email, password)).toBe(true)
	const page = await (await fetch(`${ada.address}/requests/${number}/rate`)).text()
	const form = page.split('<form').find(part => part.includes(`>${say('rate.good')}<`)) ?? ''
	const fields = [...form.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(
		([, name = '', value = '']): [string, string] => [
			name,
			value.replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
		],
	)
	const action = /action="([^"]+)"/.exec(form)?.[1] ?? ''
	const sent = await fetch(new URL(action, ada.address), {
		method: 'POST',
		body: new URLSearchParams(fields),
		headers: { origin: ada.address },
	})
	expect(sent.ok).toBe(true)
}

const codeFor = (email: string) =>
	/\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(stage.mail.newestTo(email).text)?.[0] ?? ''

async function pass(days: number): Promise<void> {
	stage.clock.advance(days * day)
	await keepHouse(stage.app.ports)
}

const order = steps.map(({ id }) => id)
const upTo = (id: StepId) => order.slice(0, order.indexOf(id) + 1)

test('is ticked off by what happens in Slack, by mail and on the web', async () => {
	const ada = stage.slack.person({ id: people.ada.slack })
	const diego = stage.slack.person({ id: people.diego.slack })
	const connects = async (person: typeof ada, email: string, command: string, channel: string) => {
		await person.types(command, { channel })
		await person.fills({ [say('connect.email')]: email })
		await person.submits()
	}
	const enters = async (person: typeof ada, email: string) => {
		await person.fills({ [say('connect.code')]: codeFor(email) })
		await person.submits()
		await person.presses(say('connect.yes'))
	}
	await done()
	await connects(ada, people.ada.email, '/tickets', 'general')
	await done('ask')
	await enters(ada, people.ada.email)
	await done(...upTo('list'))
	await ada.presses(say('ticket.open'), { beside: 'Upload of the product photos' })
	await ada.closes({ all: true })
	await done(...upTo('read'))
	await connects(diego, people.diego.email, '/tickets triage here', 'support')
	await stage.app.drain()
	await enters(diego, people.diego.email)
	await diego.closes({ all: true })
	await diego.types('/tickets triage here', { channel: 'support' })
	await done(...upTo('triage'))

	await ada.types('/tickets new The lift is stuck')
	await ada.fills({ [say('new.text')]: 'On the second floor.' })
	await ada.attaches(say('reply.files'), [picture])
	const { screen } = await ada.submits()
	const number = Number(/#(\d+)/.exec(screen)?.[1])
	await ada.closes({ all: true })
	await done(...upTo('request'))

	const card = () => {
		const found = diego.messages('support').findLast(({ ephemeral, threadTs }) => !ephemeral && !threadTs)
		if (!found) throw new Error('no card stands in the channel')
		return found
	}
	await diego.presses(say('ticket.take'), { in: card() })
	await done(...upTo('request'))
	await diego.presses(say('ticket.replyTo'), { in: card() })
	await diego.fills({ [say('reply.text')]: 'Somebody comes at three.' })
	await diego.submits()
	await done(...upTo('answer'))

	const news = ada.messages('bot').find(({ text, threadTs }) => !threadTs && text.includes(`#${number}`))
	await ada.writes('Thank you!', { to: 'bot', ...(news && { thread: news }) })
	await done(...upTo('reply'))

	await ada.types(`/tickets solve ${number}`)
	await ada.presses(say('solve.yes'))
	await done(...upTo('reply'))
	await pass(7)
	await done(...upTo('close'))
	await rated(number)
	await done(...order)
	expect(stage.slack.problems).toEqual([])
})

test('begins anew, and is ticked off by what happens in Teams', async () => {
	await tour.reset()
	await done()
	const ada = stage.teams.person({ id: people.ada.teams })
	const diego = stage.teams.person({ id: people.diego.teams })
	const connects = async (person: typeof ada, email: string) => {
		await person.fills({ [say('connect.email')]: email })
		await person.submits()
		await stage.app.drain()
		await person.fills({ [say('connect.code')]: codeFor(email) })
		await person.submits()
		await person.presses(say('connect.yes'))
	}
	await ada.types('mine')
	await connects(ada, people.ada.email)
	await done(...upTo('list'))
	await ada.presses(say('ticket.open'), { beside: 'Upload of the product photos' })
	await done(...upTo('read'))
	await diego.types('connect')
	await connects(diego, people.diego.email)
	await diego.mentions('triage here', 'channel')
	await done(...upTo('triage'))

	await ada.sends(picture)
	await ada.presses(say('offer.new'))
	await ada.fills({ [say('new.subject')]: 'The door squeaks', [say('new.text')]: 'See the picture.' })
	const { screen } = await ada.submits()
	const number = Number(/#(\d+)/.exec(screen)?.[1])
	await done(...upTo('request'))

	const card = stage.teams.channel().findLast(message => messageText(message).includes('The door squeaks'))
	if (!card) throw new Error('no card stands in the channel')
	await diego.presses(say('ticket.take'), { in: card })
	await diego.presses(say('ticket.replyTo'), { in: card })
	await diego.fills({ [say('reply.text')]: 'We bring oil.' })
	await diego.submits()
	await done(...upTo('answer'))

	await ada.fills({ [say('notice.reply')]: 'Thank you!' })
	await ada.presses(say('notice.reply.submit'))
	await done(...upTo('reply'))
	await ada.types(`solve ${number}`)
	await ada.presses(say('solve.yes'))
	await pass(7)
	await done(...upTo('close'))
	await rated(number)
	await done(...order)
	expect(stage.teams.problems).toEqual([])
})
