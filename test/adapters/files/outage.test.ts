import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sweepFiles } from '../../../src/sweep.ts'
import { wordsOf } from '../../../src/words/index.ts'
import type { Opening, Stage } from '../../conversations/platform.ts'
import { openOnSlack } from '../../conversations/slack.ts'
import { openOnTeams } from '../../conversations/teams.ts'
import { connect, conversation } from '../../conversations/told.ts'
import { type Line, openLine } from '../../standins/line.ts'
import { startBucket } from '../../standins/s3.ts'
import { signedIn } from '../signed-in.ts'

const say = wordsOf('en')
const minute = 60_000
const day = 24 * 60 * minute
const bytes = randomBytes(20_000)
const photo = { name: 'photo.png', bytes, type: 'image/png' }

let line: Line
let environment: Record<string, string>
const ends: (() => Promise<unknown>)[] = []

beforeEach(async () => {
	const bucket = await startBucket()
	const { endpoint = '', region, accessKeyId, secretAccessKey } = bucket.settings
	line = await openLine({ port: Number(new URL(endpoint).port), host: '127.0.0.1' })
	ends.push(
		() => bucket.stop(),
		() => line.close(),
	)
	const query = new URLSearchParams({ region, endpoint: `http://127.0.0.1:${line.port}` })
	environment = {
		FILES_URL: `s3://${bucket.settings.bucket}?${query.toString()}`,
		AWS_ACCESS_KEY_ID: accessKeyId,
		AWS_SECRET_ACCESS_KEY: secretAccessKey,
	}
})
afterEach(async () => {
	for (const end of ends.splice(0).toReversed()) await end()
})

async function begun<S extends Stage>(open: (opening: Opening) => Promise<S>): Promise<S> {
	const stage = await open({ locale: 'en', environment })
	ends.push(() => stage.close())
	await connect(stage, say, stage.ada, stage.world.cast.ada)
	return stage
}

async function fileOf(stage: Stage, number: number) {
	const { comments } = await conversation(stage, number)
	return comments[0]?.attachments[0]
}

async function stored({ world }: Stage, id: string): Promise<Buffer> {
	const found = await world.app.ports.tickets.file(world.cast.ada, id)
	const chunks: Uint8Array[] = []
	for await (const chunk of (await world.app.ports.files.get(found?.key ?? '')) ?? []) chunks.push(chunk)
	return Buffer.concat(chunks)
}

test('a file that was sent in Slack while the bucket was away arrives once it is back', async () => {
	const stage = await begun(openOnSlack)
	const { ada, world } = stage
	await line.cut()
	await ada.types('new Broken printer')
	const page = await ada.sends({ [say('new.text')]: 'See the photo.' }, [photo])
	const number = Number(/#(\d+)/.exec(page)?.[1])
	await world.app.drain()
	expect(await fileOf(stage, number)).toMatchObject({ name: 'photo.png', state: 'waiting' })
	expect((await fetch(`${world.address}/readyz`)).status).toBe(200)
	await line.mend()
	world.clock.advance(minute)
	await world.app.drain()
	const file = await fileOf(stage, number)
	expect(file).toMatchObject({ name: 'photo.png', state: 'stored' })
	expect(await stored(stage, file?.id ?? '')).toEqual(bytes)
	expect(stage.problems()).toEqual([])
})

test('a file that is sent to Teams while the bucket is away is asked for again', async () => {
	const stage = await begun(openOnTeams)
	const { ada } = stage
	await line.cut()
	expect(await ada.writes('', [photo])).toContain(say('chat.file.lost', { name: 'photo.png' }))
	await line.mend()
	await ada.writes('Look', [photo])
	await ada.presses(say('offer.new'))
	const sent = await ada.sends({ [say('new.subject')]: 'Broken printer' })
	const number = Number(/#(\d+)/.exec(sent)?.[1])
	expect(await fileOf(stage, number)).toMatchObject({ name: 'photo.png', state: 'stored' })
})

test('on the web it is said, and nothing is half done; what is used stays in the bucket, and what is not goes', async () => {
	const stage = await begun(openOnSlack)
	const { cast, app, clock } = stage.world
	const browser = await signedIn(stage.world, cast.ada)
	const send = async () => {
		const form = (await browser.get('/requests/new')).forms.find(({ submit }) => submit === 'Send request')
		return browser.send(form, { subject: 'Lamp', text: 'See this.' }, [
			{ name: 'a.txt', text: 'It flickers.' },
		])
	}
	await line.cut()
	const refused = await send()
	expect(refused).toMatchObject({
		status: 503,
		text: expect.stringContaining(say('unavailable')) as string,
	})
	await line.mend()
	expect((await browser.get('/requests')).text).not.toContain('Lamp')
	const page = await send()
	expect(page.text).toContain('a.txt')
	const address = /href="([^"]*\/files\/[^"]*)"/.exec(page.html)?.[1]?.replaceAll('&amp;', '&') ?? ''
	expect(await (await browser.raw(address, {})).text()).toBe('It flickers.')
	await line.cut()
	expect((await browser.raw(address, {})).status).toBe(503)
	await line.mend()

	async function* unused() {
		yield Buffer.from('never used')
	}
	const { key } = await app.ports.files.put(unused(), 100)
	const later = { now: () => Math.max(clock.now(), Date.now()) + 8 * day }
	expect(await sweepFiles({ ...app.ports, clock: later })).toBe(1)
	expect(await app.ports.files.get(key)).toBeUndefined()
	expect(await (await browser.raw(address, {})).text()).toBe('It flickers.')
})
