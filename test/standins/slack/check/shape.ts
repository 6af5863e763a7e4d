import { isObject } from '../types.ts'

/** One thing that Slack would refuse, and where it stands as a JSON pointer. */
export interface Problem {
	path: string
	problem: string
}

/** Where blocks are shown. */
export type Surface = 'message' | 'modal' | 'home'

/** What a check writes to while it walks a payload. */
export interface Walk {
	surface: Surface
	problems: Problem[]
}

/** Looks at one value and writes down what is wrong with it. */
export type Check = (value: unknown, path: string, walk: Walk) => void

const say = (walk: Walk, path: string, problem: string) => {
	walk.problems.push({ path, problem })
}

/** The length Slack counts: Unicode code points. */
export function lengthOf(text: string): number {
	let length = 0
	for (const _ of text) length++
	return length
}

interface Bounds {
	min?: number | undefined
	max?: number | undefined
	pattern?: RegExp
}

/** A string within bounds. */
export function string({ min = 0, max = Number.POSITIVE_INFINITY, pattern }: Bounds = {}): Check {
	return (value, path, walk) => {
		if (typeof value !== 'string') return say(walk, path, 'must be a string')
		const length = lengthOf(value)
		if (length < min) say(walk, path, `must be at least ${min} characters long`)
		if (length > max) say(walk, path, `must be less than ${max + 1} characters (has ${length})`)
		if (pattern && !pattern.test(value)) say(walk, path, `must match ${pattern}`)
	}
}

/** An absolute http or https address. */
export function url(max = 3000): Check {
	const text = string({ min: 1, max })
	return (value, path, walk) => {
		text(value, path, walk)
		if (typeof value !== 'string') return
		const parsed = URL.canParse(value) ? new URL(value) : undefined
		if (!parsed || !/^https?:$/.test(parsed.protocol) || /\s/.test(value))
			say(walk, path, 'must be a valid http(s) URL')
	}
}

/** A number within bounds. */
export function number({ min = -Infinity, max = Infinity, above = -Infinity, integer = false } = {}): Check {
	return (value, path, walk) => {
		if (typeof value !== 'number' || (integer && !Number.isInteger(value)))
			return say(walk, path, integer ? 'must be an integer' : 'must be a number')
		if (value < min) say(walk, path, `must be at least ${min}`)
		if (value > max) say(walk, path, `must be at most ${max}`)
		if (value <= above) say(walk, path, `must be more than ${above}`)
	}
}

/** true or false. */
export const boolean: Check = (value, path, walk) => {
	if (typeof value !== 'boolean') say(walk, path, 'must be a boolean')
}

/** Any JSON object. */
export const anyObject: Check = (value, path, walk) => {
	if (!isObject(value)) say(walk, path, 'must be an object')
}

/** One of a few words. */
export function oneOf(...words: string[]): Check {
	return (value, path, walk) => {
		if (typeof value !== 'string' || !words.includes(value))
			say(walk, path, `must be one of ${words.join(', ')}`)
	}
}

/** A list within bounds, each item checked. */
export function list(item: Check, { min = 0, max = Number.POSITIVE_INFINITY }: Bounds = {}): Check {
	return (value, path, walk) => {
		if (!Array.isArray(value)) return say(walk, path, 'must be an array')
		if (value.length < min) say(walk, path, `must have at least ${min} items`)
		if (value.length > max) say(walk, path, `no more than ${max} items allowed (has ${value.length})`)
		value.forEach((each, at) => item(each, `${path}/${at}`, walk))
	}
}

/** An object with exactly these properties; `also` looks at the whole. */
export function object(properties: Record<string, Check>, required: string[] = [], also?: Check): Check {
	return (value, path, walk) => {
		if (!isObject(value)) return say(walk, path, 'must be an object')
		for (const name of required)
			if (value[name] === undefined) say(walk, path, `missing required field: ${name}`)
		for (const [name, each] of Object.entries(value)) {
			if (each === undefined) continue
			const check = properties[name]
			if (check) check(each, `${path}/${name}`, walk)
			else say(walk, `${path}/${name}`, 'unknown property')
		}
		also?.(value, path, walk)
	}
}

/** An object whose `type` decides which check it meets. */
export function byType(checks: Record<string, Check>, what: string): Check {
	return (value, path, walk) => {
		if (!isObject(value)) return say(walk, path, 'must be an object')
		const check = typeof value.type === 'string' ? checks[value.type] : undefined
		if (check) check(value, path, walk)
		else say(walk, path, `unsupported type of ${what}: ${String(value.type)}`)
	}
}

/** Exactly one of the named properties must be there. */
export function exactlyOne(...names: string[]): Check {
	return (value, path, walk) => {
		const present = names.filter(name => isObject(value) && value[name] !== undefined)
		if (present.length !== 1) say(walk, path, `exactly one of ${names.join(', ')} is required`)
	}
}

/** Runs several checks on the same value. */
export function all(...checks: Check[]): Check {
	return (value, path, walk) => {
		for (const check of checks) check(value, path, walk)
	}
}

/** Writes a problem when a condition on the whole object does not hold. */
export function must(problem: string, holds: (value: Record<string, unknown>) => boolean): Check {
	return (value, path, walk) => {
		if (isObject(value) && !holds(value)) say(walk, path, problem)
	}
}

/** Allows a block or element on some surfaces only. */
export function only(surfaces: Surface[], check: Check): Check {
	return (value, path, walk) => {
		if (!surfaces.includes(walk.surface))
			say(walk, path, `${isObject(value) ? String(value.type) : 'this'} is not allowed in a ${walk.surface}`)
		check(value, path, walk)
	}
}
