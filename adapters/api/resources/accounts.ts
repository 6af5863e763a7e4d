import * as z from 'zod'
import { type Account, grants, locales, roles } from '../../../src/domain/account.ts'
import { type Answered, type Asked, type Operation, operation } from '../operation.ts'
import { Problem } from '../problem.ts'
import { account, email, idPath, name, paging } from '../schemas.ts'
import { accountOf } from '../show.ts'

/** @throws Problem where the token acts as somebody whose role is less */
export function onlyFor(role: 'agent' | 'admin', { account }: Pick<Asked, 'account'>): void {
	const enough = role === 'admin' ? account.role === 'admin' : account.role !== 'user'
	if (!enough) throw new Problem('forbidden', { detail: `The token has to act as an ${role}.` })
}

const page = z
	.strictObject({ accounts: z.array(account), next: z.string().optional() })
	.meta({ id: 'AccountPage' })

/** What is said to the same again while, or after, the first came to no known end. */
export const underWay = 'The first request under this key is under way, or was cut short.'

function createdAs(made: Account, publicUrl: string): Answered {
	const headers = { location: `${publicUrl}/api/v1/accounts/${made.id}` }
	return { status: 201, body: accountOf(made), headers, made: made.id }
}

export const accounts: readonly Operation[] = [
	operation({
		name: 'getMe',
		method: 'GET',
		at: '/me',
		says: 'Whom the token acts as, and what for.',
		answer: z.strictObject({ account, scopes: z.array(z.string()) }).meta({ id: 'Me' }),
		status: 200,
		run: async ({ account, scopes }) => ({ body: { account: accountOf(account), scopes } }),
	}),
	operation({
		name: 'listAccounts',
		method: 'GET',
		at: '/accounts',
		scope: 'accounts:read',
		says: 'All accounts by address, or the one of an address; for support.',
		query: z.strictObject({ email: email.optional(), ...paging }),
		answer: page,
		status: 200,
		async run(asked) {
			onlyFor('agent', asked)
			const { ports, query } = asked
			if (query.email !== undefined) {
				const found = await ports.accounts.byEmail(query.email)
				return { body: { accounts: found ? [accountOf(found)] : [] } }
			}
			const after = query.cursor === undefined ? undefined : Buffer.from(query.cursor, 'base64url').toString()
			const size = query.size
			const found = await ports.accounts.page({ size, ...(after !== undefined && { after }) })
			const last = found.at(-1)
			return {
				body: {
					accounts: found.map(accountOf),
					...(last && found.length === size && { next: Buffer.from(last.email).toString('base64url') }),
				},
			}
		},
	}),
	operation({
		name: 'getAccount',
		method: 'GET',
		at: '/accounts/{id}',
		scope: 'accounts:read',
		says: 'One account; for support.',
		path: idPath,
		answer: account,
		status: 200,
		async run(asked) {
			onlyFor('agent', asked)
			const found = await asked.ports.accounts.byId(asked.path.id)
			if (!found) throw new Problem('absent')
			return { body: accountOf(found) }
		},
	}),
	operation({
		name: 'createAccount',
		method: 'POST',
		at: '/accounts',
		scope: 'accounts:write',
		says: 'Makes an account and sends it the mail with which a password is set; by an admin.',
		body: z.strictObject({
			email,
			firstName: name,
			lastName: name.default(''),
			role: z.enum(roles).default('user'),
			organization: z.string().max(40).optional(),
			grant: z.enum(grants).default('none'),
			locale: z.enum(locales).optional(),
		}),
		answer: account,
		status: 201,
		async run(asked) {
			onlyFor('admin', asked)
			const { ports, act, body, before } = asked
			if (before) {
				const made = before.made === undefined ? undefined : await ports.accounts.byId(before.made)
				if (!made) throw new Problem('conflict', { detail: underWay })
				return createdAs(made, ports.settings.publicUrl)
			}
			const { organization, locale, ...person } = body
			if (organization !== undefined) {
				const all = await ports.accounts.organizations()
				if (!all.some(({ id }) => id === organization)) {
					throw new Problem('invalid', { errors: [{ at: 'organization', says: 'is none that there is' }] })
				}
			}
			const made = await ports.accounts.add(
				{ ...person, proved: false, ...(organization && { organization }), ...(locale && { locale }) },
				act,
			)
			if (!made) throw new Problem('conflict', { detail: 'The address has an account.' })
			await ports.signIns.invite(made.id)
			return createdAs(made, ports.settings.publicUrl)
		},
	}),
	operation({
		name: 'setAccountDisabled',
		method: 'PUT',
		at: '/accounts/{id}/disabled',
		scope: 'accounts:write',
		says: 'Takes all access away, or gives it back; by an admin.',
		path: idPath,
		body: z.strictObject({ disabled: z.boolean() }),
		answer: account,
		status: 200,
		async run(asked) {
			onlyFor('admin', asked)
			const { ports, path, body, act } = asked
			if (path.id === asked.account.id) {
				throw new Problem('conflict', { detail: 'A token does not disable the account it acts as.' })
			}
			const found = await ports.accounts.change(path.id, { disabled: body.disabled }, act)
			if (!found) throw new Problem('absent')
			return { body: accountOf(found) }
		},
	}),
]
