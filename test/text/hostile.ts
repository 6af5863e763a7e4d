import fc from 'fast-check'

/** Pieces of which people and attackers make text; together they reach every corner of the grammar. */
const pieces = [
	...['a', 'Zz', 'è', '日本', '👩‍👧', '1042', 'word ', '. ', ', ', '“', '…'],
	...[' ', '  ', '    ', '\t', '\n', '\n\n', '  \n', '\\\n', '\r\n'],
	...['*', '**', '***', '_', '__', '~', '~~', '`', '``', '```', '\n```\n', '\n~~~sentence one\n'],
	...[
		'# ',
		'\n## ',
		'#',
		'> ',
		'\n> ',
		'>',
		'- ',
		'\n- ',
		'+ ',
		'* ',
		'\n  - ',
		'\n      ',
		'1. ',
		'\n2) ',
		'007. ',
	],
	...['[', ']', '(', ')', '](', '](http://x.example)', '](<http://y.example/a b>)', ' "title")', "'", '"'],
	...['<', '>', '<http://a.example>', '<!channel>', '<@U1|a>', '<b>', '</b>', '<!-- ', ' -->', '<script>'],
	...[
		'&',
		'&amp;',
		'&#42;',
		'\\',
		'\\*',
		'C:\\temp\\new',
		'!',
		'![',
		'|',
		'\n|-|\n',
		'\n---\n',
		'\n***\n',
		'\n===\n',
	],
	...[
		'http://b.example/?q=1&r;',
		'https://',
		'www.c.example',
		'ada@d.example',
		'http://ada:pw@e.example/',
		'@',
		':',
	],
	...[
		'javascript:alert(1)',
		'](javascript:alert(1))',
		'](//f.example)',
		'](data:text/html,x)',
		'[a]: http://g.example\n',
	],
]

/** Text made to confuse; without the words that may follow a fence to name a language. */
export const hostileText: fc.Arbitrary<string> = fc
	.array(fc.constantFrom(...pieces), { maxLength: 40 })
	.map(parts => parts.join(''))

const size = 64 * 1024
const filled = (piece: string) => piece.repeat(Math.ceil(size / piece.length)).slice(0, size)

/** 64 KiB each, of what costs parsers most. */
export const endlessTexts: Readonly<Record<string, string>> = {
	...Object.fromEntries(
		[
			...['[', ']', '[]', '[x](', '[a](b)', '![', '[a](<b', '[a](((', '[a]: b\n'],
			...['*', '*a', 'a*', '*a_ ', '**a*', 'a**b_c*', '_a ', 'a~', '~~a~~ ', 'a***b '],
			...[
				'>',
				'> ',
				'>\n',
				'> a\n',
				'- ',
				'-\n',
				'- a\n',
				'1. ',
				'1. a\n',
				'> - ',
				'1) > ',
				`${'>'.repeat(99)}a\n`,
			],
			...[
				'`',
				'`a ',
				'```\n',
				'~~~\n',
				'<',
				'<a ',
				'<!--',
				'<http://a ',
				'\\',
				'a\\\n',
				'&',
				'&amp;',
				'# a\n',
				'#',
			],
			...[
				'http://a.b ',
				'http://a.b/&a;',
				'www.',
				'http://',
				'a@',
				'a-_.',
				'a@b.cc ',
				'a',
				' ',
				'\n',
				'a\n',
				'a  \n',
				'\t',
			],
			...['The printer is *jammed* again.\n\n', '日本語', '👩‍👩‍👧', '\u0000', '\uD800'],
		].map(piece => [piece, filled(piece)]),
	),
	'brackets in brackets': '['.repeat(size / 2) + ']'.repeat(size / 2),
	'links in links': '['.repeat(size / 8) + '](u)'.repeat(size / 8),
	'stars around a letter': `${'*'.repeat(size / 2)}a${'*'.repeat(size / 2)}`,
	'emphasis in emphasis': '*a '.repeat(size / 6) + ' a*'.repeat(size / 6),
	'strong in strong': '**a '.repeat(size / 8) + ' a**'.repeat(size / 8),
	'an address without end': `http://a.b/${filled('&a;')}`,
	'a name without end': `${filled('a.b')}@c.dd`,
	'backticks, more and more': Array.from({ length: 350 }, (_, n) => `a${'`'.repeat(n + 1)}`).join(''),
	'lists in lists': Array.from({ length: 250 }, (_, n) => `${'  '.repeat(n)}- a\n`).join(''),
	'quotes in quotes': Array.from({ length: 350 }, (_, n) => `${'>'.repeat(n)} a\n`).join(''),
}
