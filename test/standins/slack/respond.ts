import { post, Refusal, remove, rewrite } from './acts.ts'
import { acceptContent, refusalBody } from './methods/call.ts'
import { complain } from './methods/index.ts'
import { isObject, type Json } from './types.ts'
import type { Message, ResponseUrl, World } from './world.ts'

interface Reply {
	status: number
	body: Json
}

const maxUses = 5

/** Takes what the service posts to a response_url: five times at most, within half an hour. */
export function respond(world: World, id: string, payload: unknown): Reply {
	const url = world.responseUrls.get(id)
	if (!url) return { status: 404, body: { ok: false, error: 'invalid_url' } }
	try {
		if (world.now() > url.expires) throw new Refusal('expired_url')
		if (url.uses >= maxUses) throw new Refusal('used_url')
		if (!isObject(payload)) throw new Refusal('invalid_payload')
		url.uses++
		take(world, url, payload)
		return { status: 200, body: { ok: true } }
	} catch (refusal) {
		if (!(refusal instanceof Refusal)) throw refusal
		complain(world, 'response_url', refusal)
		const gone = ['expired_url', 'used_url'].includes(refusal.code)
		return { status: gone ? 404 : 400, body: refusalBody(refusal) }
	}
}

function take(world: World, url: ResponseUrl, payload: Json): void {
	const standing = url.message && world.messages.includes(url.message) ? url.message : undefined
	if (payload.delete_original === true) {
		if (!standing) throw new Refusal('no_original', { why: 'there is no message to delete' })
		remove(world, standing)
		return
	}
	const content = acceptContent(payload)
	if (payload.replace_original === true && standing) {
		rewrite(world, standing, content)
		return
	}
	say(world, url, content, payload.response_type === 'in_channel')
}

/** Puts a service's answer to an interaction where the person who asked sees it. */
export function say(
	world: World,
	where: { user: string; channel: string },
	content: { text: string; blocks: Message['blocks']; attachments: Json[] },
	inChannel: boolean,
): Message {
	return post(world, {
		...content,
		channel: where.channel,
		user: world.app.botUserId,
		...(inChannel ? {} : { ephemeralFor: where.user }),
	})
}
