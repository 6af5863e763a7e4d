import type { Evidence, Place } from './judge.ts'

export type ToldOf = {
	/** Times that support's word was told to whoever asked. */
	readonly told: number
	/** Of these more than once, because the platform took it and the service ended before it could mark it. */
	readonly toldAgain: number
	/** Messages that stand for a request beside another one, for the same reason. */
	readonly standingAgain: number
	/** What must not be. */
	readonly breaches: readonly string[]
}

/** A message that the platform took, as the wire saw it. */
type Post = {
	readonly reference: string
	readonly channel: string
	readonly life: number
	readonly heard: boolean
}

const word = /\bw\d{5}\b/g

/** Compares what stands in people's chats with what is there. */
export function judgeTold({ slack, wire, acts, lives }: Evidence, there: ReadonlyMap<string, Place>): ToldOf {
	const breaches: string[] = []
	const told = new Map<string, Post[]>()
	const standing = new Map<string, Post[]>()
	for (const { channel, ts, threadTs, blocks } of slack.world.messages) {
		const reference = `${channel}:${ts}`
		const posting = wire.postings.get(reference)
		if (!posting) {
			breaches.push(`${reference} came from nobody`)
			continue
		}
		const post = { reference, channel, ...posting }
		const said = JSON.stringify(blocks)
		if (threadTs) for (const found of new Set(said.match(word))) add(told, found, post)
		else add(standing, `${channel} ${/#(\d+)/.exec(said)?.[1]}`, post)
	}

	for (const { word, kind } of acts) {
		// Nobody is told of what they wrote; that a request was opened for them, the message that stands for it says.
		if (kind === 'reply') continue
		const place = there.get(word)
		const posts = kind === 'ticket' ? standing.get(`${place?.channel} ${place?.number}`) : told.get(word)
		if (place && !posts) breaches.push(`${word} (${kind}) is on #${place.number}, and was not told`)
		if (!place && posts) breaches.push(`${word} was told, and is not there`)
		if (posts?.some(({ channel }) => channel !== place?.channel))
			breaches.push(`${word} was told to somebody else`)
	}

	const waited = (life: number, word: string) => {
		const place = there.get(word)
		return lives[life]?.waiting.includes(`${place?.ticket}/${place?.sequence}`) === true
	}
	const kept = (life: number, reference: string) => lives[life]?.standing.includes(reference)
	const toldAgain = again(told, (first, word) => waited(first.life, word), breaches)
	const standingAgain = again(standing, first => kept(first.life, first.reference) === false, breaches)
	breaches.push(...slack.problems.map(problem => `Slack would refuse: ${JSON.stringify(problem)}`))
	return {
		told: [...told.values()].reduce((sum, posts) => sum + posts.length, 0),
		toldAgain,
		standingAgain,
		breaches,
	}
}

/**
 * Counts what was said more than once; each time, the one before must have been taken from a life that ended
 * before it had marked that, which the next life found, or whose service never heard of it.
 * @param unmarked whether the life after the first found it unmarked; lives count from 1, so that is at its index
 */
function again(
	said: ReadonlyMap<string, readonly Post[]>,
	unmarked: (first: Post, what: string) => boolean,
	breaches: string[],
): number {
	let count = 0
	for (const [what, posts] of said) {
		for (const [index, second] of posts.entries()) {
			const first = posts[index - 1]
			if (!first) continue
			count += 1
			const explained = first.life === second.life ? !first.heard : unmarked(first, what)
			if (explained) continue
			breaches.push(`${what} was told in life ${first.life} and, though that was known, in ${second.life}`)
		}
	}
	return count
}

function add<T>(lists: Map<string, T[]>, key: string, value: T): void {
	const list = lists.get(key) ?? []
	list.push(value)
	lists.set(key, list)
}
