import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { messagesOf } from '../../../../src/words/index.ts'
import { allowed } from '../../../contracts/cast.ts'
import { openPortal, type Portal } from './portal.ts'

const italian = { 'accept-language': 'it-IT,it;q=0.9,en;q=0.5' }

let portal: Portal
let number: number
beforeEach(async () => {
	portal = await openPortal()
	const { ticket } = allowed(
		await portal.ports.tickets.open({
			by: portal.cast.ada.id,
			via: 'test',
			subject: 'Stampante',
			text: 'Aiuto.',
			files: [],
		}),
	)
	number = ticket.number
})
afterEach(async () => {
	expect(portal.failures).toEqual([])
	await portal.close()
})

/** What is said in English only, in pieces long enough not to be found by chance. */
const english = (() => {
	const whole = Object.values(messagesOf('it')).join('\n')
	return Object.values(messagesOf('en'))
		.flatMap(message => message.split(/\{[^{}]*\}|\{\w+, plural,|\w+ \{|\}/))
		.map(piece => piece.trim())
		.filter(piece => /^[A-Z]?[a-z]+(?: .*)?$/.test(piece) && piece.length > 4 && !whole.includes(piece))
})()

/** Who answers here has an English name. */
function englishIn(text: string): readonly string[] {
	const said = ` ${text.replaceAll('Acme Support', '…')} `
	return english.filter(piece => said.includes(` ${piece} `))
}

describe('Ada, whose account says no language, in an Italian browser', () => {
	test('reads every page in Italian, without an English word', async () => {
		const ada = portal.as(portal.cast.ada)
		expect(englishIn((await ada.get('/requests')).text)).toContain('New request')
		for (const path of [
			'/home',
			'/requests',
			'/requests?scope=ccd',
			'/requests?status=nothing',
			'/requests/new',
			'/requests/search',
			`/requests/${number}`,
			'/requests/9999',
			'/settings',
			'/nowhere',
		]) {
			const page = await ada.get(path, italian)
			expect(page.html, path).toContain('<html lang="it">')
			expect(englishIn(page.text), path).toEqual([])
		}
	})

	test('is answered in Italian what she sends, also when it is refused', async () => {
		const ada = portal.as(portal.cast.ada)
		const refused = await ada.raw(`/requests/${number}`, {
			method: 'POST',
			headers: { ...italian, origin: portal.address },
			body: new URLSearchParams({ command: JSON.stringify({ do: 'reply', number, sent: 'yes' }), text: '' }),
		})
		const html = await refused.text()
		expect(refused.status).toBe(422)
		expect(html).toContain('<html lang="it">')
		expect(englishIn(html.replaceAll(/<[^>]*>/g, ' '))).toEqual([])
	})

	test('reads what her account says as soon as it says something', async () => {
		await portal.ports.accounts.change(portal.cast.ada.id, { locale: 'en' })
		const page = await portal.as(portal.cast.ada).get('/settings', italian)
		expect(page.html).toContain('<html lang="en">')
		expect(page.text).toContain('Email address')
	})
})
