import fc from 'fast-check'

/*
 * What nobody sends who means well. No text here looks like a stack or an error of a library, so that one in an
 * answer comes from within.
 */

export type Json = Readonly<Record<string, unknown>>

/** Texts that some parser, renderer or database has fallen over. */
const hostileTexts = [
	'',
	' ',
	'\0',
	'a\0b',
	'\uD800',
	'\uDFFFx',
	'\uFEFFBOM',
	'\u202Egnp.exe',
	'\u200B\u200D\u2060',
	'Z̸̧̛a̷l̶g̵o̶'.repeat(50),
	'👩‍👩‍👧‍👦'.repeat(300),
	'e\u0301'.repeat(2_000),
	'<!channel> <@U0DIEGO> <https://umbra.example|https://acme.example>',
	'<script>alert(1)</script>',
	'"><img src=x onerror=alert(1)>',
	"'; DROP TABLE tickets; --",
	'%00%0d%0aX: y',
	'\r\nX-Injected: yes\r\n\r\n',
	'../../../../etc/passwd',
	'${7*7} {{7*7}} {count, plural, other {#}}',
	'{', // an argument of ICU that never ends
	'__proto__',
	'constructor',
	'toString',
	'hasOwnProperty',
	'true',
	'null',
	'NaN',
	'-0',
	'1e999',
	'9007199254740993',
	'0x1F',
	'١٢٣',
	'+1042',
	'1042.0',
	'*'.repeat(3_000),
	'['.repeat(3_000),
	'> '.repeat(500),
	'`'.repeat(3_001),
	'- '.repeat(800),
	'\n'.repeat(5_000),
	'a'.repeat(70_000),
	'😀'.repeat(20_000),
	'https://' + 'a'.repeat(5_000),
	'![](javascript:alert(1))',
	'a@b',
	'ada@acme.example\r\nBcc: all@umbra.example',
	'"ada rossi"@acme.example',
	`${'a'.repeat(300)}@acme.example`,
	'ada@xn--e1afmkfd.example',
	'2d',
	'-1d',
	'999999999d',
] as const

export const text: fc.Arbitrary<string> = fc.oneof(
	{ weight: 3, arbitrary: fc.constantFrom(...hostileTexts) },
	{ weight: 2, arbitrary: fc.lorem({ maxCount: 8 }) },
	{ weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
	{ weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
)

/** Anything at all in the place of anything. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
	{ weight: 3, arbitrary: text },
	{
		weight: 3,
		arbitrary: fc.constantFrom<unknown>(
			null,
			true,
			false,
			0,
			-1,
			1.5,
			Number.MAX_SAFE_INTEGER,
			1e308,
			[],
			{},
			[null],
			[[]],
			{ id: null },
			{ type: [] },
			JSON.parse('{"__proto__": {"admin": true}}'),
			JSON.parse('{"constructor": {"prototype": {"admin": true}}}'),
			nested(200),
			Array.from({ length: 2_000 }, () => ({})),
		),
	},
	{ weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
)

function nested(depth: number): unknown {
	let value: unknown = 'deep'
	for (let level = 0; level < depth; level += 1) value = level % 2 ? [value] : { value }
	return value
}

type Mutation = {
	readonly at: number
	readonly how: 'put' | 'remove' | 'double' | 'rename'
	readonly value: unknown
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
	at: fc.nat(),
	how: fc.constantFrom('put', 'put', 'put', 'remove', 'double', 'rename'),
	value: anything,
})

type Place = { readonly of: Record<string, unknown>; readonly key: string; readonly path: string }

/**
 * A payload with some of it replaced, removed, doubled or called otherwise.
 * @param gate the paths without which nothing is let in; they are touched now and then only
 */
export function mutated(base: fc.Arbitrary<Json>, gate: RegExp): fc.Arbitrary<Json> {
	return fc
		.tuple(base, fc.array(mutation, { maxLength: 3 }), fc.nat(9))
		.map(([payload, mutations, spared]) => {
			const copy = structuredClone(payload) as Record<string, unknown>
			for (const { at, how, value } of mutations) {
				const places = placesIn(copy).filter(({ path }) => spared === 0 || !gate.test(path))
				const place = places[at % Math.max(places.length, 1)]
				if (place) change(place, how, value)
			}
			return copy
		})
}

function change({ of, key }: Place, how: Mutation['how'], value: unknown): void {
	const held = of[key]
	if (how === 'put') set(of, key, structuredClone(value))
	if (how === 'double') set(of, key, [held, structuredClone(held)])
	if (how === 'remove' || how === 'rename') delete of[key]
	if (how === 'rename') set(of, `${key}_`, held)
}

/** Also where the key is one that an assignment would not make. */
function set(of: Record<string, unknown>, key: string, value: unknown): void {
	Object.defineProperty(of, key, { value, enumerable: true, configurable: true, writable: true })
}

function placesIn(value: unknown, path = '', found: Place[] = []): Place[] {
	if (typeof value !== 'object' || value === null || found.length > 3_000) return found
	const of = value as Record<string, unknown>
	for (const key of Object.keys(of)) {
		const here = path ? `${path}.${key}` : key
		found.push({ of, key, path: here })
		placesIn(of[key], here, found)
	}
	return found
}

/** A body that is broken in its bytes: cut, flipped, doubled, not UTF-8. */
export function broken(body: fc.Arbitrary<string>): fc.Arbitrary<Buffer> {
	return fc
		.tuple(body, fc.constantFrom('cut', 'flip', 'twice', 'junk', 'utf16'), fc.nat())
		.map(([given, how, at]) => {
			const bytes = Buffer.from(given, how === 'utf16' ? 'utf16le' : 'utf8')
			const place = at % Math.max(bytes.length, 1)
			if (how === 'cut') return bytes.subarray(0, place)
			if (how === 'twice') return Buffer.concat([bytes, bytes])
			if (how === 'junk')
				return Buffer.concat([bytes.subarray(0, place), Buffer.from([0xff, 0xfe, 0xc0, 0x80])])
			if (how === 'flip' && bytes.length > 0) bytes[place] = (bytes[place] ?? 0) ^ 0x55
			return bytes
		})
}
