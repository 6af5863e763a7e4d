import type { Connected } from '../commands/context.ts'
import { fullName, grants, roles } from '../domain/account.ts'
import { platformName } from '../domain/identity.ts'
import type { RightsEntry } from '../ports/accounts.ts'
import { normalizeEmail } from '../rules/email.ts'
import { cutText, oneLine } from '../text/rich.ts'
import type { Action, View } from '../views/view.ts'
import { message, refusal } from './message.ts'
import { pageOf } from './pages.ts'
import { viaOf } from './via.ts'

const perPage = 10

/** What has changed of what an account may do: who did it, when, from where; the newest first. */
export async function rightsHistory(
	context: Connected,
	typed: string,
	before: string | undefined,
): Promise<View> {
	const { ports, say, format } = context
	const email = normalizeEmail(typed)
	const account = email && (await ports.accounts.byEmail(email))
	if (!account) return refusal(context, say('rights.unknown', { email: cutText(oneLine(typed), 100) }))
	const found = await ports.accounts.history({
		account: account.id,
		...(before && { before }),
		size: perPage + 1,
	})
	const { rows, before: next } = pageOf(found, perPage)
	const older: Action[] = next
		? [{ label: say('history.older'), command: { do: 'history', account: account.email, before: next } }]
		: []
	return message(context, {
		tone: 'info',
		title: say('rights.title', { name: fullName(account) }),
		paragraphs: [
			say('rights.now', {
				email: account.email,
				role: say(`rights.role.${account.role}`),
				organization: account.organization?.name ?? say('rights.nowhere'),
				grant: say(`rights.grant.${account.grant}`),
			}),
			...(account.disabled ? [say('rights.now.disabled')] : []),
			...(rows.length === 0 ? [say('history.none')] : []),
		],
		facts: rows.map(row => ({
			label: format.moment(row.at),
			value: say('history.by', {
				name: row.by?.name ?? say('rights.operator'),
				what: whatOf(context, row),
				via: viaOf(context, row.via),
			}),
		})),
		actions: older,
	})
}

/** What was done, as one says it after a name. */
function whatOf({ say }: Connected, { what, from = '', to = '' }: RightsEntry): string {
	switch (what) {
		case 'made':
			return say('rights.made', { role: named(to) })
		case 'role':
			return say('rights.role', { from: named(from), to: named(to) })
		case 'grant':
			return say('rights.grant', { from: named(from), to: named(to) })
		case 'organization':
			if (from && to) return say('rights.moved', { from, to })
			return to ? say('rights.joined', { name: to }) : say('rights.left', { name: from })
		case 'disabled':
			return say(to === 'yes' ? 'rights.disabled' : 'rights.enabled')
		case 'linked':
			return say('rights.linked', { platform: platformName(to) })
		case 'unlinked':
			return say('rights.unlinked', { platform: platformName(from) })
		case 'address':
			return say('rights.address', { from, to })
		case 'invited':
		case 'password':
			return say(`rights.${what}`)
		case 'domain':
			return to || from
	}

	function named(word: string): string {
		const role = roles.find(one => one === word)
		const grant = grants.find(one => one === word)
		if (role) return say(`rights.role.${role}`)
		return grant ? say(`rights.grant.${grant}`) : word
	}
}
