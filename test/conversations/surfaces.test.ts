import { expect, it } from 'vitest'
import manifest from '../../manifests/slack.json' with { type: 'json' }
import { wordsOf } from '../../src/words/index.ts'
import { openBrowser } from '../adapters/web/pages/browser.ts'
import { slackEnvironment, teamsEnvironment } from '../standins/environment.ts'
import { startSlack } from '../standins/slack/index.ts'
import { startTeams } from '../standins/teams/index.ts'
import { openWorld, testClock } from '../world.ts'
import type { Stage } from './platform.ts'
import { chatter as onSlack } from './slack.ts'
import { chatter as onTeams } from './teams.ts'
import { connect, conversation, told } from './told.ts'

const say = wordsOf('en')
const channel = 'support-desk'

it('a request goes from Slack over the triage channel and Teams to the web', async () => {
	const clock = testClock()
	const slack = await startSlack({
		now: () => clock.now(),
		scopes: manifest.oauth_config.scopes.bot,
		events: manifest.settings.event_subscriptions.bot_events,
	})
	const teams = await startTeams({ now: () => clock.now() })
	const world = await openWorld(
		{
			...slackEnvironment(slack),
			...teamsEnvironment(teams),
		},
		{ clock },
	)
	await slack.serves(world.address)
	teams.serves(world.address)
	await slack.channel({ id: 'C0DESK', name: channel, members: ['U0DIEGO'] })
	const adaThere = slack.person({ id: 'U0ADA', realName: 'Ada Rossi', locale: 'en-US' })
	const diegoThere = slack.person({ id: 'U0DIEGO', realName: 'Diego Sala', locale: 'en-US' })
	const ada = onSlack(adaThere)
	const diego = onTeams(teams.person({ id: '29:diego', name: 'Diego Sala', locale: 'en-US' }), say)
	const stage = { world, idle: slack.idle } as Pick<Stage, 'world' | 'idle'> as Stage
	await connect(stage, say, ada, world.cast.ada)
	await connect(stage, say, onSlack(diegoThere), world.cast.diego)
	await connect(stage, say, diego, world.cast.diego)
	await diegoThere.closes({ all: true })
	await diegoThere.types('/tickets triage here', { channel })

	// Ada asks, and support sees it in its channel.
	await ada.types('new The printer is jammed')
	await ada.sends({ [say('new.text')]: 'It eats paper.' })
	await told(stage)
	await diegoThere.looks()
	const card = () => {
		const found = diegoThere.messages(channel).findLast(({ ephemeral, threadTs }) => !ephemeral && !threadTs)
		if (!found) throw new Error('no card stands in the channel')
		return found
	}
	expect(diegoThere.thread(card())).toContain('The printer is jammed')
	const number = Number(/#(\d+)/.exec(JSON.stringify(card().blocks))?.[1])

	// Diego takes it, notes something of which Ada hears nothing, and answers her with a file.
	await diegoThere.presses(say('ticket.take'), { in: card() })
	await diegoThere.writes('Third floor again.', { to: channel, thread: card() })
	await diegoThere.presses(say('ticket.replyTo'), { in: card() })
	await diegoThere.fills({ [say('reply.text')]: 'Open the tray, as in the picture.' })
	await diegoThere.attaches(say('reply.files'), [
		{ name: 'tray.png', bytes: new Uint8Array([137, 80, 78, 71]), type: 'image/png' },
	])
	await diegoThere.submits()
	await told(stage)
	expect(diegoThere.thread(card())).toContain(`${say('ticket.assignee')}: Diego Sala`)
	const news = await ada.news(number)
	expect(news).toContain('Open the tray, as in the picture.')
	expect(news).toContain('tray.png')
	expect(news).not.toContain('Third floor')

	// Ada answers where she reads it; Diego, who is in Teams by now, hears of it there and ends it.
	await diego.types('queue mine')
	await ada.answersNews(number, 'That was it, thank you!')
	await told(stage)
	expect(await diego.news(number)).toContain('That was it, thank you!')
	await diego.types(`status ${number} solved`)
	await told(stage)
	expect(await ada.news(number)).toContain(say('status.solved'))
	const { ticket, comments } = await conversation(stage, number)
	expect(ticket.status).toBe('solved')
	expect(comments.map(({ public: open }) => open)).toEqual([true, false, true, true])

	// She has no password yet, sets one by mail, and says on the web how it went.
	const browser = openBrowser(world.app.ports.settings.publicUrl)
	const forgot = await browser.get('/password/forgot')
	await browser.send(
		forgot.forms.find(({ action }) => action.includes('forgot')),
		{
			email: world.cast.ada.email,
		},
	)
	await world.app.drain()
	const letter = world.mail.newestTo(world.cast.ada.email)
	const link = new URL(/https?:\/\/\S+\?token=[0-9a-f]+/.exec(letter.text)?.[0] ?? letter.text)
	const setting = await browser.get(`${link.pathname}${link.search}`)
	const password = 'a long walk by the lake'
	const signIn = await browser.send(
		setting.forms.find(({ action }) => action.includes('set')),
		{
			password,
			again: password,
			repeat: password,
		},
	)
	const door = signIn.forms.find(({ submit }) => submit === say('portal.signIn'))
	await browser.send(door, { email: world.cast.ada.email, password })
	const page = await browser.get(`/requests/${number}/rate`)
	const good = page.forms.find(({ submit }) => submit === say('rate.good'))
	expect(good, page.text).toBeDefined()
	await browser.send(good)
	const rated = (await conversation(stage, number)).ticket.rating
	expect(rated).toMatchObject({ good: true })

	await world.app.drain()
	await slack.idle()
	expect(slack.problems).toEqual([])
	expect(teams.problems).toEqual([])
	expect(world.faults).toEqual([])
	await world.close()
	await slack.stop()
	await teams.stop()
})
