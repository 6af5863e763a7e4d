import { acceptView, openModal, publishHome, Refusal, updateModal } from '../acts.ts'
import { viewObject } from '../objects.ts'
import type { Json } from '../types.ts'
import type { HomeTab, Modal, World } from '../world.ts'
import { type Call, type Method, required, structure, word } from './call.ts'

function spendTrigger(call: Call): string {
	const { world } = call
	const id = word(call, 'trigger_id') || word(call, 'interactivity_pointer')
	if (!id) required(call, 'trigger_id')
	const trigger = world.triggers.get(id)
	if (!trigger) throw new Refusal('invalid_trigger_id')
	if (trigger.used) throw new Refusal('exchanged_trigger_id')
	if (world.now() > trigger.expires) throw new Refusal('expired_trigger_id')
	return id
}

function opened(call: Call, how: 'open' | 'push'): Json {
	const { world } = call
	const id = spendTrigger(call)
	const spec = acceptView(structure(call, 'view'), 'modal')
	const user = world.triggers.get(id)?.user ?? ''
	if (how === 'push' && !world.modals.get(user)?.length) throw new Refusal('not_found')
	const modal = openModal(world, user, spec, how)
	world.triggers.set(id, { user, expires: 0, used: true })
	return answer(world, modal)
}

function answer(world: World, view: Modal | HomeTab): Json {
	return { view: viewObject(world, view) }
}

function checkHash(call: Call, current: string | undefined): void {
	const hash = word(call, 'hash')
	if (hash && current && hash !== current) throw new Refusal('hash_conflict')
}

/** The views family. */
export const views: Record<string, Method> = {
	'views.open': { run: call => opened(call, 'open') },
	'views.push': { run: call => opened(call, 'push') },
	'views.update': {
		run: call => {
			const { world } = call
			const [id, externalId] = [word(call, 'view_id'), word(call, 'external_id')]
			if (!id && !externalId) required(call, 'view_id')
			const modals = [...world.modals.values()].flat()
			const modal = modals.find(each => (id ? each.id === id : each.spec.external_id === externalId))
			const view = structure(call, 'view')
			if (modal) {
				checkHash(call, modal.hash)
				return answer(world, updateModal(world, modal, acceptView(view, 'modal')))
			}
			const [user, home] = [...world.homes].find(([, each]) => each.id === id) ?? []
			if (!user) throw new Refusal('not_found')
			checkHash(call, home?.hash)
			return answer(world, publishHome(world, user, acceptView(view, 'home')))
		},
	},
	'views.publish': {
		run: call => {
			const { world } = call
			const user = required(call, 'user_id')
			if (!world.users.has(user)) throw new Refusal('user_not_found')
			const spec = acceptView(structure(call, 'view'), 'home')
			checkHash(call, world.homes.get(user)?.hash)
			return answer(world, publishHome(world, user, spec))
		},
	},
}
