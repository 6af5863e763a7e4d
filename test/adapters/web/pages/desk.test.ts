import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Account } from '../../../../src/domain/account.ts'
import type { Ticket } from '../../../../src/domain/ticket.ts'
import { wordsOf } from '../../../../src/words/index.ts'
import { allowed } from '../../../contracts/cast.ts'
import { type Answer, type Browser, formOf } from './browser.ts'
import { openPortal, type Portal } from './portal.ts'
import { faultsOf } from './validate.ts'

const say = wordsOf('en')

let portal: Portal
let diego: Browser
let ada: Browser
let lamp: Ticket
let outage: Ticket
beforeEach(async () => {
	portal = await openPortal()
	const { cast } = portal
	diego = portal.as(cast.diego)
	ada = portal.as(cast.ada)
	lamp = await opened(cast.ada, 'The lamp is dark')
	outage = await opened(cast.mallory, 'Nobody can sign in')
})
afterEach(async () => {
	expect(portal.failures).toEqual([])
	await portal.close()
})

async function opened(by: Account, subject: string): Promise<Ticket> {
	portal.clock.advance(60_000)
	const { tickets } = portal.ports
	const act = { by: by.id, via: 'test', subject, text: `About: ${subject}`, files: [] }
	return allowed(await tickets.open(act)).ticket
}

async function now({ number }: Ticket): Promise<Ticket> {
	const found = await portal.ports.tickets.find(portal.cast.diego, number)
	if (!found) throw new Error('it is gone')
	return found
}

async function comments(ticket: Ticket) {
	const { tickets } = portal.ports
	const found = await tickets.conversation(portal.cast.diego, ticket.id, { size: 50 })
	return found.comments.map(({ text, public: open, attachments }) => ({
		text,
		open,
		files: attachments.map(({ name }) => name),
	}))
}

/** A page, which is good HTML. */
async function good(page: Answer | Promise<Answer>): Promise<Answer> {
	const answer = await page
	expect(await faultsOf(answer.html)).toEqual([])
	return answer
}

/** Where a link of a page leads, by its words. */
function linkOf({ html }: Answer, label: string): string {
	for (const [, href = '', inner = ''] of html.matchAll(/<a\b[^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/gs)) {
		if (inner.replaceAll(/<[^>]*>/g, '').trim() === label) return href.replaceAll('&amp;', '&')
	}
	throw new Error(`no link “${label}”`)
}

describe('the queue', () => {
	test('is where agents begin: what nobody has, whoever waits longest first', async () => {
		const page = await good(diego.get('/'))
		expect(page.at).toBe('/queue')
		expect(page.html).toMatch(/<a href="\/queue" aria-current="page">Queue/)
		expect(page.text).toContain('Unassigned (2) Assigned to me (0)')
		expect(page.text.indexOf('The lamp')).toBeLessThan(page.text.indexOf('Nobody can'))
		expect(page.text).toContain('Mallory Gray, Umbra')
	})

	test('has its state in its address, and its choices are a form without a script', async () => {
		const { tickets } = portal.ports
		const by = { by: portal.cast.diego.id, via: 'test' }
		allowed(await tickets.setPriority({ ...by, ticket: outage.id, priority: 'urgent' }))
		const page = await diego.get('/queue?queue=all&priority=urgent')
		expect(page.text).toContain('Nobody can sign in')
		expect(page.text).not.toContain('The lamp')
		const form = formOf(page, 'Apply')
		expect(form?.action).toBe('/queue')
		expect(page.html).toMatch(/<option value="urgent" selected/)
		expect(page.html).toContain('<input type="hidden" name="queue" value="all"/>')
		expect(page.html).toContain('href="/queue?queue=mine&amp;priority=urgent"')
		const acme = await diego.get(`/queue?queue=&status=&priority=&organization=${portal.cast.acme.id}&sort=`)
		expect(acme.text).toContain('The lamp')
		expect(acme.text).not.toContain('Nobody can')
		const found = await good(diego.get('/queue?queue=all&search=lamp'))
		expect(found.text).toContain('The lamp')
		expect(found.text).not.toContain('Nobody can')
		expect(linkOf(found, say('list.search.clear'))).toBe('/queue?queue=all')
		expect((await diego.get('/queue?status=closed')).text).toContain(say('list.empty.filtered'))
	})

	test('pages keep what was chosen, and a request leads back to where it was opened from', async () => {
		for (let each = 1; each <= 16; each++) await opened(portal.cast.carla, `Request ${each}`)
		const first = await diego.get('/queue?sort=created')
		expect(first.text).not.toContain('The lamp')
		const next = linkOf(first, say('queue.next'))
		expect(next).toMatch(/^\/queue\?sort=created&cursor=/)
		const second = await good(diego.get(next))
		expect(second.html).toContain('rel="prev"')
		const request = await good(diego.get(linkOf(second, 'The lamp is dark')))
		expect(linkOf(request, say('queue.back'))).toBe('/queue?sort=created')
		const straight = await diego.get(`/requests/${lamp.number}`)
		expect(linkOf(straight, say('queue.back'))).toBe('/queue')
		const forged = await diego.get(`/requests/${lamp.number}?back=${encodeURIComponent('/queue?sort=x')}`)
		expect(linkOf(forged, say('queue.back'))).toBe('/queue')
	})

	test('refuses a filter that it does not know, with those that exist', async () => {
		const page = await good(diego.get('/queue?status=awaiting'))
		expect(page.status).toBe(400)
		expect(page.text).toContain('status=pending')
		expect((await diego.get(`/queue?search=${'x'.repeat(1_001)}`)).status).toBe(400)
	})

	test.each(['/queue', '/queue?queue=all', '/queue?status=nonsense', '/answers'])(
		'is no page to whoever asks for support: %s',
		async path => {
			const page = await ada.get(path)
			const absent = await ada.get('/requests/none')
			expect([page.status, page.text]).toEqual([absent.status, absent.text])
			expect(page.status).toBe(404)
			expect(page.text).not.toContain('Queue')
			expect((await portal.as().get(path)).text).toContain(say('portal.signIn.needed'))
		},
	)
})

describe('an agent’s page of a request', () => {
	const page = () => diego.get(`/requests/${lamp.number}`)

	test('shows what is done most, and folds the rest away', async () => {
		const { html } = await good(page())
		const aside = /<aside.*<\/aside>/s.exec(html)?.[0] ?? ''
		const [shown = '', folded = ''] = aside.split('<details')
		const labels = (part: string) =>
			[...part.matchAll(/class="button[^"]*"[^>]*>([^<]*)</g)].map(([, label]) => label?.trim())
		expect(labels(shown)).toEqual(
			(['ticket.take', 'ticket.status', 'ticket.priority', 'ticket.assign'] as const).map(key => say(key)),
		)
		expect(labels(folded)).toContain(say('history.action'))
		expect(labels(folded)).toContain(say('ticket.merge'))
	})

	test('takes it', async () => {
		const after = await diego.send(formOf(await page(), say('ticket.take')))
		expect(after.at).toBe(`/requests/${lamp.number}`)
		expect(after.text).toContain(say('take.done', { number: String(lamp.number) }))
		expect((await now(lamp)).assignee?.id).toBe(portal.cast.diego.id)
	})

	test('adds a note with a file, apart from what the requester reads', async () => {
		const form = formOf(await page(), say('note.submit'))
		expect(form?.action).toBe(`/requests/${lamp.number}/note`)
		const after = await good(
			diego.send(form, { text: 'A spare bulb is in the cellar.' }, [{ name: 'cellar.txt', text: 'x' }]),
		)
		expect(after.at).toBe(`/requests/${lamp.number}`)
		expect(after.target).toBe('comment-2')
		expect(after.html).toMatch(/<article class="comment note" id="comment-2"/)
		expect(await comments(lamp)).toContainEqual({
			text: 'A spare bulb is in the cellar.',
			open: false,
			files: ['cellar.txt'],
		})
		const hers = await ada.get(`/requests/${lamp.number}`)
		expect(hers.text).not.toContain('cellar')
		expect(hers.html).not.toContain('id="note"')
	})

	test('keeps what was typed into a note that is refused, on the request’s page', async () => {
		const sent = formOf(await page(), say('note.submit'))
		const refused = await good(diego.send(sent, { text: ' ' }))
		expect(refused.status).toBe(422)
		expect(refused.html).toMatch(/<details class="reply note" id="note" open/)
		expect(refused.text).toContain(say('refused.text.missing'))
		const tooMany = [1, 2, 3, 4].map(each => ({ name: `${each}.txt`, text: 'x' }))
		const kept = await diego.send(sent, { text: 'Look' }, tooMany)
		expect(kept.status).toBe(422)
		expect(formOf(kept, say('note.submit'))?.fields.filter(([name]) => name === 'kept')).toHaveLength(3)
		expect(formOf(kept, say('reply.submit'))?.fields.filter(([name]) => name === 'kept')).toEqual([])
		expect(await comments(lamp)).toHaveLength(1)
	})

	test('answers with a file and sets the status in the same form', async () => {
		const form = formOf(await page(), say('reply.submit'))
		const after = await diego.send(form, { text: 'Done.', status: 'solved' }, [
			{ name: 'e27.txt', text: 'x' },
		])
		expect(after.target).toBe('comment-2')
		expect((await now(lamp)).status).toBe('solved')
		expect(await comments(lamp)).toContainEqual({ text: 'Done.', open: true, files: ['e27.txt'] })
	})

	test('begins an answer with what is often said', async () => {
		const { answers } = portal.ports
		const by = { by: portal.cast.diego.id, via: 'test' }
		for (const name of ['One', 'Two', 'Three', 'Four', 'Five', 'Six']) {
			await answers.save({ ...by, name, text: `Hello {name}, about #{number}: ${name}` })
		}
		const form = formOf(await good(page()), say('reply.submit'))
		const begun = await good(diego.send(form, form?.others.Five))
		expect(begun.target).toBe('reply')
		expect(begun.html).toContain(`>Hello Ada, about #${lamp.number}: Five</textarea>`)
		const all = await good(diego.get(`/answers?number=${lamp.number}`))
		expect((await diego.get(linkOf(all, 'Two'))).html).toContain(': Two</textarea>')
		expect(await comments(lamp)).toHaveLength(1)
		const sent = await diego.send(formOf(begun, say('reply.submit')), { text: 'Hello Ada' })
		expect(sent.text).toContain(say('reply.done', { number: String(lamp.number) }))
	})

	test('keeps what was typed, chosen and added when a saved answer is put in', async () => {
		const by = { by: portal.cast.diego.id, via: 'test' }
		for (const name of ['One', 'Two', 'Three', 'Four', 'Five', 'Six']) {
			await portal.ports.answers.save({ ...by, name, text: `Hello {name}: ${name}` })
		}
		const form = formOf(await page(), say('reply.submit'))
		const file = { name: 'e27.txt', text: 'x' }
		const typed = { text: 'It is an <E27>.', status: 'hold' }
		const begun = await good(diego.send(form, { ...typed, ...form?.others.Five }, [file]))
		expect(begun.html).toContain('>It is an &lt;E27&gt;.\n\nHello Ada: Five</textarea>')
		expect(begun.html).toMatch(/value="hold" (?:checked|selected)/)
		expect(await comments(lamp)).toHaveLength(1)
		const again = formOf(begun, say('reply.submit'))
		// All of them stand in the form: on the way to another page the file would be lost.
		expect(Object.keys(again?.others ?? {}).toSorted()).toEqual([
			'Five',
			'Four',
			'One',
			'Six',
			'Three',
			'Two',
		])
		const both = await good(diego.send(again, again?.others['Six']))
		expect(both.html).toContain('E27&gt;.\n\nHello Ada: Five\n\nHello Ada: Six</textarea>')
		await diego.send(formOf(both, say('reply.submit')), { status: 'hold' })
		expect(await comments(lamp)).toContainEqual({
			text: 'It is an <E27>.\n\nHello Ada: Five\n\nHello Ada: Six',
			open: true,
			files: ['e27.txt'],
		})
		expect((await now(lamp)).status).toBe('hold')
	})

	test('says nothing in a page of where a file lies that was sent along with a question', async () => {
		const by = { by: portal.cast.diego.id, via: 'test' }
		await portal.ports.answers.save({ ...by, name: 'One', text: 'Hello' })
		const form = formOf(await page(), say('reply.submit'))
		const asked = { command: JSON.stringify({ do: 'answers', number: lamp.number }), text: 'It is an E27.' }
		const all = await good(diego.send(form, asked, [{ name: 'e27.txt', text: 'x' }]))
		expect(all.text).toContain(say('answers.title'))
		expect(all.html).not.toMatch(/e27\.txt|sha256|&quot;key&quot;/)
		// Nothing is answered by going back.
		expect(linkOf(all, say('ticket.conversation'))).toBe(`/requests/${lamp.number}`)
		expect(await comments(lamp)).toHaveLength(1)
	})

	test('tells the second of two agents what the first has answered, before it is sent', async () => {
		const form = formOf(await page(), say('reply.submit'))
		const { tickets, accounts } = portal.ports
		const add = { email: 'elena@support.example', firstName: 'Elena', lastName: 'Bo', proved: true }
		const elena = await accounts.add({ ...add, role: 'agent' })
		const act = { by: elena?.id ?? '', via: 'test', ticket: lamp.id, text: 'I am on it.', files: [] }
		allowed(await tickets.addComment(act))
		const told = await good(diego.send(form, { text: 'Which lamp?' }))
		expect(told.at).toBe(`/requests/${lamp.number}`)
		expect(told.text).toContain(say('reply.overtaken', { name: 'Elena Bo', excerpt: 'I am on it.' }))
		expect(told.html).toContain('>Which lamp?</textarea>')
		expect(await comments(lamp)).toHaveLength(2)
		await diego.send(formOf(told, say('reply.submit')))
		expect(await comments(lamp)).toHaveLength(3)
	})

	test('names the newest that another has answered and not taken back, however much was said since', async () => {
		const { tickets, accounts } = portal.ports
		const add = { email: 'elena@support.example', firstName: 'Elena', lastName: 'Bo', proved: true }
		const elena = await accounts.add({ ...add, role: 'agent' })
		const source = 'slack:T0WORLD:D0ELENA:1700000000.000001'
		const says = async (by: Account | undefined, text: string, more: object = {}) =>
			allowed(
				await tickets.addComment({
					by: by?.id ?? '',
					via: 'test',
					ticket: lamp.id,
					text,
					files: [],
					...more,
				}),
			)
		const asks = async () => {
			for (let each = 0; each < 51; each += 1) await says(portal.cast.ada, `Are you there? ${each}`)
		}
		const form = formOf(await page(), say('reply.submit'))
		await says(elena, 'Which lamp?')
		await asks()
		await says(elena, 'I am on it.')
		await says(elena, 'Not meant for you.', { source })
		allowed(await tickets.withdrawComment({ by: elena?.id ?? '', via: 'test', source }))
		const told = await diego.send(form, { text: 'Wait.' })
		expect(told.text).toContain(say('reply.overtaken', { name: 'Elena Bo', excerpt: 'I am on it.' }))
		await says(elena, 'It is a fuse.')
		await asks()
		const again = await diego.send(formOf(told, say('reply.submit')))
		expect(again.text).toContain(say('reply.overtaken', { name: 'Elena Bo', excerpt: 'It is a fuse.' }))
	})

	test('has a page for each of the other acts, which does nothing by being opened', async () => {
		const before = await now(lamp)
		for (const act of ['note', 'status', 'priority', 'assign', 'merge', 'history', 'deliveries']) {
			const opened = await good(diego.get(`/requests/${lamp.number}/${act}`))
			expect([act, opened.status]).toEqual([act, 200])
		}
		for (const path of ['take', 'solve', 'note/x', 'home', '__proto__', 'deliveries?retry=1']) {
			const answer = await diego.get(`/requests/${lamp.number}/${path}`)
			expect([path, answer.status]).toEqual([path, path.startsWith('deliveries') ? 200 : 404])
		}
		expect(await now(lamp)).toEqual(before)
		expect(await comments(lamp)).toHaveLength(1)
	})

	test('sets status, priority and assignee, and leads back to the request', async () => {
		const set = async (act: string, submit: string, typed: Record<string, string>) => {
			const form = formOf(await diego.get(`/requests/${lamp.number}/${act}`), submit)
			expect(form?.action).toBe(`/requests/${lamp.number}/${act}`)
			const after = await diego.send(form, typed)
			expect(after.at).toBe(`/requests/${lamp.number}`)
			return after
		}
		const status = await set('status', say('desk.set'), { status: 'hold' })
		const held = say('status.done', { number: String(lamp.number), status: say('status.agent.hold') })
		expect(status.text).toContain(held)
		await set('priority', say('desk.set'), { priority: 'high' })
		await set('assign', say('assign.submit'), { to: portal.cast.diego.email })
		expect(await now(lamp)).toMatchObject({ status: 'hold', priority: 'high' })
		expect((await now(lamp)).assignee?.id).toBe(portal.cast.diego.id)
		const history = await diego.get(`/requests/${lamp.number}/history`)
		expect(history.text).toContain(portal.cast.diego.lastName)
	})

	test('shows what has changed of what an account may do, to agents alone', async () => {
		const { ada: person, diego: agent } = portal.cast
		const doer = { by: agent.id, via: 'test' }
		await portal.ports.accounts.change(person.id, { grant: 'comment' }, doer)
		const page = await diego.get(`/requests/${lamp.number}/history`)
		const rights = await good(diego.get(linkOf(page, say('rights.action'))))
		expect(rights.at).toBe(`/history?account=${encodeURIComponent(person.email)}`)
		expect(rights.text).toContain(say('rights.title', { name: 'Ada Rossi' }))
		expect(rights.text).toContain(say('rights.grant.comment'))
		expect((await diego.get('/history')).status).toBe(400)
		expect((await diego.get('/history?account=x@y.example')).status).toBe(422)
		const refused = await ada.get(`/history?account=${person.email}`)
		expect([refused.status, refused.text.includes('Rossi may do')]).toEqual([404, false])
	})

	test('merges a duplicate after it has been asked about', async () => {
		const twin = await opened(portal.cast.carla, 'The lamp, again')
		const form = formOf(await diego.get(`/requests/${twin.number}/merge`), say('chat.continue'))
		const wrong = await good(diego.send(form, { into: 'x' }))
		expect(wrong.status).toBe(422)
		const question = await good(diego.send(form, { into: String(lamp.number) }))
		expect((await now(twin)).status).toBe('new')
		const merged = await diego.send(formOf(question, say('merge.yes')))
		expect(merged.at).toBe(`/requests/${lamp.number}`)
		expect((await now(twin)).mergedInto).toBe(lamp.number)
		const closed = await good(diego.get(`/requests/${twin.number}`))
		expect(closed.text).toContain(`#${lamp.number}`)
		expect(closed.html).not.toContain('id="note"')
	})

	test('says where a duplicate goes on only to who can see it there', async () => {
		const twin = await opened(portal.cast.carla, 'The lamp, again')
		const { tickets } = portal.ports
		const by = { by: portal.cast.diego.id, via: 'test' }
		allowed(await tickets.merge({ ...by, ticket: twin.id, into: outage.id }))
		const carla = portal.as(portal.cast.carla)
		const merged = say('ticket.mergedInto')
		const page = await carla.get(`/requests/${twin.number}`)
		expect(page.text).toContain(merged)
		const { email } = portal.cast.carla
		allowed(await tickets.removeCc({ ...by, ticket: outage.id, email }))
		const after = await carla.get(`/requests/${twin.number}`)
		expect(after.text).not.toContain(merged)
		expect(after.html).not.toContain(`#${outage.number}`)
		expect((await diego.get(`/requests/${twin.number}`)).text).toContain(merged)
	})

	test('manages the saved answers, and leads back to them', async () => {
		const form = formOf(
			await diego.send(formOf(await diego.get('/answers'), say('answers.new'))),
			say('answer.submit'),
		)
		const saved = await good(diego.send(form, { name: 'Hello', text: 'Hello {name}' }))
		expect(saved.at).toBe('/answers')
		expect(saved.text).toContain(say('answer.saved', { name: 'Hello' }))
		expect((await diego.send(form, { name: 'hello', text: 'x' })).status).toBe(422)
	})
})

describe('whoever is no agent', () => {
	test('finds the agents’ pages of a request refused, and sends their commands in vain', async () => {
		const { number } = lamp
		const before = await now(lamp)
		for (const act of ['note', 'status', 'priority', 'assign', 'merge', 'history', 'deliveries']) {
			const page = await good(ada.get(`/requests/${number}/${act}`))
			expect([act, page.status]).toEqual([act, 422])
			expect(page.text).toContain(say('refused.role'))
		}
		const copied = formOf(await ada.get(`/requests/${number}`), say('reply.submit'))
		for (const command of [
			{ do: 'take', number },
			{ do: 'note', number, text: 'mine', sent: 'yes' },
			{ do: 'status', number, status: 'closed', sent: 'yes' },
			{ do: 'priority', number, priority: 'urgent', sent: 'yes' },
			{ do: 'assign', number, to: portal.cast.ada.email, sent: 'yes' },
			{ do: 'merge', number, into: outage.number, sure: 'yes' },
			{ do: 'answer', name: 'x', text: 'x', sent: 'yes' },
		]) {
			const answer = await ada.send(copied, { command: JSON.stringify(command) })
			expect(answer.text).toContain(say('refused.role'))
		}
		expect(await now(lamp)).toEqual(before)
		expect(await comments(lamp)).toHaveLength(1)
		expect(await portal.ports.answers.all()).toEqual([])
	})

	test('is an agent who has lost the role a second ago', async () => {
		const form = formOf(await diego.get(`/requests/${lamp.number}`), say('note.submit'))
		await portal.ports.accounts.change(portal.cast.diego.id, { role: 'user' })
		const answer = await diego.send(form, { text: 'Too late' })
		expect(answer.text).toContain(say('refused.role'))
		expect((await diego.get('/queue')).status).toBe(404)
		expect(await comments(lamp)).toHaveLength(1)
	})

	test('opens no request of their own in place of the one that was for somebody', async () => {
		const all = () =>
			portal.ports.tickets.list(portal.cast.diego, { scope: 'requested', sort: 'activity', size: 5 })
		const form = formOf(await diego.get('/requests/new'), say('new.submit'))
		await portal.ports.accounts.change(portal.cast.diego.id, { role: 'user' })
		const typed = { requester: portal.cast.ada.email, subject: 'Chair', text: 'She has called.' }
		const answer = await good(diego.send(form, typed))
		expect(answer.text).toContain(say('refused.role'))
		expect((await all()).tickets).toEqual([])
		await diego.send(form, { ...typed, requester: '' })
		expect((await all()).tickets).toMatchObject([{ subject: 'Chair' }])
	})
})

describe('how it was', () => {
	beforeEach(async () => {
		const by = { by: portal.cast.diego.id, via: 'test', ticket: lamp.id }
		allowed(await portal.ports.tickets.setStatus({ ...by, status: 'solved' }))
	})

	test('Ada says so once it is solved, with a sentence, and agents read it', async () => {
		const page = await good(ada.get(`/requests/${lamp.number}`))
		const asked = await good(ada.get(linkOf(page, say('rate.action'))))
		expect(asked.at).toBe(`/requests/${lamp.number}/rate`)
		expect((await now(lamp)).rating).toBeUndefined()
		const thanks = await good(ada.send(formOf(asked, say('rate.good'))))
		expect((await now(lamp)).rating).toMatchObject({ good: true })
		const after = await ada.send(formOf(thanks, say('reply.submit')), { text: 'Very quick' })
		expect(after.at).toBe(`/requests/${lamp.number}`)
		expect(after.text).toContain(say('rate.thanks'))
		expect((await diego.get(`/requests/${lamp.number}`)).text).toContain('Very quick')
	})

	test('Ada comes by a link of a letter, which records nothing until she sends', async () => {
		const address = `/requests/${lamp.number}/rate?chosen=no`
		const form = formOf(await good(ada.get(address)), say('reply.submit'))
		expect((await now(lamp)).rating).toBeUndefined()
		const missing = await ada.send(form, { good: '' })
		expect(missing.text).toContain(say('rate.missing'))
		expect((await now(lamp)).rating).toBeUndefined()
		const after = await ada.send(form, { text: 'Slow' })
		expect(after.text).toContain(say('rate.thanks'))
		expect((await now(lamp)).rating).toMatchObject({ good: false, text: 'Slow' })
		expect((await ada.get(`${address}x`)).status).toBe(400)
		// She comes once more, and what she wrote is there; it goes only where she takes it out.
		const once = formOf(await good(ada.get(`/requests/${lamp.number}/rate?chosen=yes`)), say('reply.submit'))
		await ada.send(once)
		expect((await now(lamp)).rating).toMatchObject({ good: true, text: 'Slow' })
		await ada.send(once, { text: '' })
		expect((await now(lamp)).rating?.text).toBeUndefined()
	})

	test('nobody else is asked, and nobody else can say', async () => {
		const carla = portal.as(portal.cast.carla)
		for (const who of [carla, diego]) {
			const page = await who.get(`/requests/${lamp.number}`)
			expect(() => linkOf(page, say('rate.action'))).toThrow('no link')
			expect((await who.get(`/requests/${lamp.number}/rate`)).status).toBe(422)
		}
		expect((await ada.get(`/requests/${outage.number}/rate`)).status).toBe(404)
	})
})
