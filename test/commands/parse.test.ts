import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Command, readCommand, writeCommand } from '../../src/commands/command.ts'
import { isSpoken, parseWords } from '../../src/commands/parse.ts'
import { wordsOf } from '../../src/words/index.ts'

/** What is the matter with what was typed, in English. */
function misread(text: string): string {
	const read = parseWords(text)
	if (!('misread' in read)) throw new Error(`${text} is read as ${writeCommand(read)}`)
	return read.misread(wordsOf('en'), '/tickets ')
}

describe('words', () => {
	test.each<[string, Command]>([
		['', { do: 'list', scope: 'requested' }],
		[' \n ', { do: 'list', scope: 'requested' }],
		['mine', { do: 'list', scope: 'requested' }],
		['mie', { do: 'list', scope: 'requested' }],
		['cc', { do: 'list', scope: 'ccd' }],
		['org', { do: 'list', scope: 'organization' }],
		['ORG', { do: 'list', scope: 'organization' }],
		['open', { do: 'list', scope: 'requested', status: 'open' }],
		['awaiting', { do: 'list', scope: 'requested', status: 'awaiting' }],
		['solved', { do: 'list', scope: 'requested', status: 'solved' }],
		['aperte', { do: 'list', scope: 'requested', status: 'open' }],
		['attesa', { do: 'list', scope: 'requested', status: 'awaiting' }],
		['risolte', { do: 'list', scope: 'requested', status: 'solved' }],
		['org pending printer', { do: 'list', scope: 'organization', status: 'awaiting', search: 'printer' }],
		[
			'mie aperte stampante  rotta',
			{ do: 'list', scope: 'requested', status: 'open', search: 'stampante rotta' },
		],
		['mie attesa', { do: 'list', scope: 'requested', status: 'awaiting' }],
		['cc risolte', { do: 'list', scope: 'ccd', status: 'solved' }],
		['org printer open', { do: 'list', scope: 'organization', search: 'printer open' }],
		['mine sort:created', { do: 'list', scope: 'requested', sort: 'created' }],
		['mine SORT:Status', { do: 'list', scope: 'requested', sort: 'status' }],
		['mine error:404 vpn', { do: 'list', scope: 'requested', search: 'error:404 vpn' }],
		['mine sort:activity', { do: 'list', scope: 'requested' }],
		['mine "no" \\quotes\u0000', { do: 'list', scope: 'requested', search: 'no quotes' }],
		['1042', { do: 'view', number: 1042 }],
		['#1042', { do: 'view', number: 1042 }],
		['view 1042', { do: 'view', number: 1042 }],
		['vedi #1042', { do: 'view', number: 1042 }],
		['reply 1042', { do: 'reply', number: 1042 }],
		[
			'rispondi 1042 Funziona,\n grazie  davvero',
			{ do: 'reply', number: 1042, text: 'Funziona,\n grazie  davvero' },
		],
		['new', { do: 'new' }],
		['nuova La stampante', { do: 'new', subject: 'La stampante' }],
		['solve 1042', { do: 'solve', number: 1042 }],
		['risolvi 1042', { do: 'solve', number: 1042 }],
		['cc 1042', { do: 'cc', number: 1042 }],
		['cc 1042 add ben@example.com', { do: 'cc', number: 1042, change: 'add', email: 'ben@example.com' }],
		['cc #1042 REMOVE', { do: 'cc', number: 1042, change: 'remove' }],
		['cc 1042 aggiungi ben@example.com', { do: 'cc', number: 1042, change: 'add', email: 'ben@example.com' }],
		['cc 1042 togli ben@example.com', { do: 'cc', number: 1042, change: 'remove', email: 'ben@example.com' }],
		['connect', { do: 'connect' }],
		['collega K7QF-2M9X', { do: 'connect', code: 'K7QF-2M9X' }],
		['disconnect', { do: 'disconnect' }],
		['scollega', { do: 'disconnect' }],
		['whoami', { do: 'whoami' }],
		['chisono', { do: 'whoami' }],
		['signup', { do: 'signup' }],
		['iscriviti', { do: 'signup' }],
		['forgot', { do: 'forgot' }],
		['dimenticata', { do: 'forgot' }],
		['notify', { do: 'notify' }],
		['avvisi', { do: 'notify' }],
		['mute 1042', { do: 'mute', number: 1042, days: 1 }],
		['silenzia 1042 2g', { do: 'mute', number: 1042, days: 2 }],
		['mute 1042 365D', { do: 'mute', number: 1042, days: 365 }],
		['unmute 1042', { do: 'unmute', number: 1042 }],
		['riattiva 1042', { do: 'unmute', number: 1042 }],
		['language', { do: 'language' }],
		['lingua IT', { do: 'language', locale: 'it' }],
		['language italiano', { do: 'language', locale: 'it' }],
		['export', { do: 'export' }],
		['esporta', { do: 'export' }],
		['forget me', { do: 'forget' }],
		['dimentica', { do: 'forget' }],
		['queue', { do: 'queue' }],
		['coda', { do: 'queue' }],
		['queue unassigned', { do: 'queue' }],
		['queue mine pending', { do: 'queue', queue: 'mine', status: 'pending' }],
		['queue high all', { do: 'queue', queue: 'all', priority: 'high' }],
		['coda tutte risolte stampante', { do: 'queue', queue: 'all', status: 'solved', search: 'stampante' }],
		['coda libere attesa alta', { do: 'queue', status: 'pending', priority: 'high' }],
		['queue sort:due', { do: 'queue', sort: 'due' }],
		['queue all sort:waiting', { do: 'queue', queue: 'all' }],
		['coda mie sort:scadenza', { do: 'queue', queue: 'mine', sort: 'due' }],
		['queue org:acme', { do: 'queue', org: 'acme' }],
		['queue all ORG:"Acme Italia" high', { do: 'queue', queue: 'all', priority: 'high', org: 'Acme Italia' }],
		['coda org:“Acme Italia” stampante', { do: 'queue', org: 'Acme Italia', search: 'stampante' }],
		['queue mine org:"Acme', { do: 'queue', queue: 'mine', org: 'Acme' }],
		['queue all all hands', { do: 'queue', queue: 'all', search: 'all hands' }],
		['take #1042', { do: 'take', number: 1042 }],
		['prendi 1042', { do: 'take', number: 1042 }],
		['assign 1042', { do: 'assign', number: 1042 }],
		['assegna 1042 diego@support.example', { do: 'assign', number: 1042, to: 'diego@support.example' }],
		['assign 1042 nobody', { do: 'assign', number: 1042, to: 'nobody' }],
		['note 1042', { do: 'note', number: 1042 }],
		['nota 1042 Fuori\n produzione', { do: 'note', number: 1042, text: 'Fuori\n produzione' }],
		['status 1042', { do: 'status', number: 1042 }],
		['status 1042 PENDING', { do: 'status', number: 1042, status: 'pending' }],
		['stato 1042 pausa', { do: 'status', number: 1042, status: 'hold' }],
		['priority 1042', { do: 'priority', number: 1042 }],
		['Priorità 1042 alta', { do: 'priority', number: 1042, priority: 'high' }],
		['priorita 1042 urgent', { do: 'priority', number: 1042, priority: 'urgent' }],
		['merge 1042', { do: 'merge', number: 1042 }],
		['merge 1042 into 1007', { do: 'merge', number: 1042, into: 1007 }],
		['unisci 1042 a #1007', { do: 'merge', number: 1042, into: 1007 }],
		['merge 1042 1007', { do: 'merge', number: 1042, into: 1007 }],
		['history 1042', { do: 'history', number: 1042 }],
		['cronologia 1042', { do: 'history', number: 1042 }],
		['history Ada@acme.example', { do: 'history', account: 'Ada@acme.example' }],
		['answers', { do: 'answers' }],
		['risposte', { do: 'answers' }],
		['answers printer jam', { do: 'answers', search: 'printer jam' }],
		['answer', { do: 'answer' }],
		['rate 1042', { do: 'rate', number: 1042 }],
		['rate 1042 Good', { do: 'rate', number: 1042, good: 'yes' }],
		['valuta 1042 male', { do: 'rate', number: 1042, good: 'no' }],
		['triage here org Acme Ltd', { do: 'triage', change: 'here', organization: 'Acme Ltd' }],
		['smistamento via', { do: 'triage', change: 'off' }],
		['new for ada@acme.example Printer', { do: 'new', subject: 'for ada@acme.example Printer' }],
		['help', { do: 'help' }],
		['aiuto rispondi', { do: 'help', word: 'rispondi' }],
	])('%j asks %j', (text, command) => {
		expect(parseWords(text)).toEqual(command)
		expect(readCommand(command)).toEqual(command)
		if (text.trim()) expect(isSpoken(text)).toBe(true)
	})

	test.each([
		['fly', '“fly” is not something I know. You can type: mine, cc, org, 1042, reply, new, solve, connect,'],
		['1042 please', '“please” does not belong there. You can type: /tickets 1042.'],
		['0', '“0” is not something I know.'],
		['-1', '“-1” is not something I know.'],
		['view', 'Say which request, by its number: for example /tickets view 1042.'],
		['vedi molte', '“molte” is not a request’s number. For example: /tickets vedi 1042.'],
		['reply all', '“all” is not a request’s number. For example: /tickets reply 1042.'],
		['solve 1e3', '“1e3” is not a request’s number.'],
		['solve 0', '“0” is not a request’s number.'],
		['solve 1234567890123456', '“1234567890123456” is not a request’s number.'],
		[
			'mine status:open',
			'“status:open” is not something I can filter by. You can use: open, awaiting, solved, sort:activity,',
		],
		['mine sort:size', '“sort:size” is not something I can filter by.'],
		[
			'cc 1042 replace ben@example.com',
			'“replace” does not belong there. You can type: /tickets cc 1042 [add | remove',
		],
		['cc 1042 add a@b.example c@d.example', '“c@d.example” does not belong there.'],
		['mute 1042 0', '“0” does not belong there. You can type: /tickets mute 1042 [2d].'],
		['mute 1042 366d', '“366d” does not belong there.'],
		['mute 1042 2w', '“2w” does not belong there.'],
		[
			'queue printer',
			'“printer” is not something I can filter the queue by. You can use: unassigned, mine, all, new,',
		],
		['history ada@acme.example now', '“now” does not belong there.'],
		['queue org:', '“org:” is not something I can filter the queue by.'],
		['queue org:acme org:umbra', '“org:umbra” is not something I can filter the queue by.'],
		['queue all sort:size', '“sort:size” is not something I can filter the queue by.'],
		['queue all status:open', '“status:open” is not something I can filter the queue by.'],
		['queue all sort:due printer', '“sort:due” does not go with words to search for'],
		['take', 'Say which request, by its number: for example /tickets take 1042.'],
		['take 1042 please', '“please” does not belong there. You can type: /tickets take 1042.'],
		['assign 1042 diego and ben', '“and ben” does not belong there.'],
		['status 1042 new', 'A request is new only until somebody has taken or answered it'],
		['status 1042 shut', '“shut” is not a status. You can use: open, pending, hold, solved, closed.'],
		['status 1042 constructor', '“constructor” is not a status.'],
		['status 1042 solved now', '“now” does not belong there.'],
		['priority 1042 top', '“top” is not a priority. You can use: low, normal, high, urgent.'],
		['priority 1042 __proto__', '“__proto__” is not a priority.'],
		['merge 1042 into this', '“into this” does not belong there. You can type: /tickets merge 1042'],
		['merge 1042 into 7 and 8', '“into 7 and 8” does not belong there.'],
		['rate 1042 meh', '“meh” does not belong there. You can type: /tickets rate 1042 [good | bad].'],
		['rate 1042 toString', '“toString” does not belong there.'],
		['language français', '“français” is not a language I speak. You can use: en, it.'],
	])('%j is refused with what there is', (text, said) => {
		expect(misread(text)).toContain(said)
	})

	test('an unknown word is answered in the person’s language, with the words of that language', () => {
		const read = parseWords('biglietti')
		expect('misread' in read && read.misread(wordsOf('it'), '')).toBe(
			'“biglietti” non è una parola che conosco. Puoi scrivere: mie, cc, org, 1042, rispondi, nuova, risolvi, collega, scollega, chisono, iscriviti, dimenticata, avvisi, silenzia, riattiva, lingua, esporta, dimentica, valuta, aiuto.',
		)
		for (const word of ['constructor', '__proto__', 'toString', 'hasOwnProperty'])
			expect(misread(word)).toContain(`“${word}”`)
	})

	test('a word that only JavaScript knows is searched for like any other', () => {
		for (const word of ['constructor', 'toString', 'valueOf', '__proto__'])
			expect(parseWords(`mine ${word}`)).toEqual({ do: 'list', scope: 'requested', search: word })
	})

	test('what begins with no word is something to say', () => {
		for (const text of [
			'Hello there',
			'',
			'printer broken',
			'newer',
			'1042nd',
			'#7 is mine',
			'Coda di stampa bloccata',
			'Note that it jams',
		])
			expect(isSpoken(text)).toBe(false)
		for (const text of ['NEW printer', '#7', 'help', 'reply', 'solve it']) expect(isSpoken(text)).toBe(true)
	})
})

describe('whatever is typed', () => {
	const words = fc.oneof(
		fc.constantFrom(
			'mine',
			'mie',
			'cc',
			'org',
			'open',
			'awaiting',
			'attesa',
			'sort:created',
			'1042',
			'#7',
			'reply',
			'new',
			'view',
			'mute',
			'2d',
			'queue',
			'status',
			'merge',
			'rate',
		),
		fc.constantFrom(
			'cc',
			'add',
			'remove',
			'language',
			'it',
			'connect',
			'help',
			'forget',
			'a:b',
			'"',
			'\\',
			'\u2028',
			'\uD83D',
			'\uDC4D',
			'👍',
		),
		fc.string({ unit: 'binary', maxLength: 80 }),
		fc.string({ unit: 'grapheme', maxLength: 80 }),
	)
	const typed = fc
		.tuple(fc.array(words, { maxLength: 8 }), fc.constantFrom(' ', '  ', '\n'))
		.map(([parts, space]) => parts.join(space))

	test('is a command that a button could carry, or is refused in a sentence', () => {
		fc.assert(
			fc.property(typed, text => {
				const read = parseWords(text)
				if ('misread' in read) expect(read.misread(wordsOf('it'), '/tickets ')).toMatch(/[.:]/)
				else expect(readCommand(read)).toEqual(read)
			}),
			{ numRuns: 3_000 },
		)
	})

	test('a list’s command fits in 150 characters', () => {
		const list = fc
			.tuple(
				fc.constantFrom('org', 'cc', 'mine'),
				fc.constantFrom('', 'awaiting', 'solved'),
				fc.constantFrom('', 'sort:created', 'sort:status'),
				fc.array(words, { minLength: 1, maxLength: 12 }),
			)
			.map(([scope, status, sort, search]) => [scope, status, sort, ...search].filter(Boolean).join(' '))
		fc.assert(
			fc.property(fc.oneof(list, typed), text => {
				const read = parseWords(text)
				if ('misread' in read || read.do !== 'list') return
				const written = writeCommand(read)
				expect(written.length).toBeLessThanOrEqual(150)
				expect(written.isWellFormed()).toBe(true)
			}),
			{ numRuns: 5_000 },
		)
		const longest = parseWords(`org awaiting ${'w'.repeat(500)}`)
		if ('misread' in longest) throw new Error('refused')
		expect(longest).toMatchObject({ search: 'w'.repeat(60) })
		expect(writeCommand(longest).length).toBeLessThanOrEqual(150)
	})
})
