const atOnce = 16 * 1024

/** A JSON document in UTF-8, written as it is read: what is iterated asynchronously in plain objects becomes an array. */
export async function* json(value: unknown): AsyncIterable<Uint8Array> {
	const encoder = new TextEncoder()
	let gathered = ''
	for await (const part of parts(value)) {
		gathered += part
		if (gathered.length < atOnce) continue
		yield encoder.encode(gathered)
		gathered = ''
	}
	yield encoder.encode(`${gathered}\n`)
}

async function* parts(value: unknown): AsyncIterable<string> {
	let between = ''
	if (isIterated(value)) {
		yield '['
		for await (const one of value) {
			yield `${between}\n`
			yield* parts(one)
			between = ','
		}
		yield ']'
	} else if (isObject(value) && Object.values(value).some(isIterated)) {
		yield '{'
		for (const [name, one] of Object.entries(value)) {
			if (one === undefined) continue
			yield `${between}${JSON.stringify(name)}:`
			yield* parts(one)
			between = ','
		}
		yield '}'
	} else yield JSON.stringify(value)
}

function isObject(value: unknown): value is object {
	return typeof value === 'object' && value !== null
}

function isIterated(value: unknown): value is AsyncIterable<unknown> {
	return isObject(value) && Symbol.asyncIterator in value
}
