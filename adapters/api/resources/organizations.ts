import * as z from 'zod'
import { grants } from '../../../src/domain/account.ts'
import { isBlank, oneLine } from '../../../src/text/rich.ts'
import { type Operation, operation } from '../operation.ts'
import { Problem } from '../problem.ts'
import { idPath, organization } from '../schemas.ts'
import { organizationOf } from '../show.ts'
import { onlyFor, underWay } from './accounts.ts'

const list = z.strictObject({ organizations: z.array(organization) }).meta({ id: 'Organizations' })

const name = z
	.string()
	.max(200)
	.transform(oneLine)
	.refine(text => !isBlank(text), 'is empty')
	.meta({ type: 'string', maxLength: 200 })

export const organizations: readonly Operation[] = [
	operation({
		name: 'listOrganizations',
		method: 'GET',
		at: '/organizations',
		scope: 'organizations:read',
		says: 'All organizations, by name; for support.',
		answer: list,
		status: 200,
		async run(asked) {
			onlyFor('agent', asked)
			const found = await asked.ports.accounts.organizations()
			return { body: { organizations: found.map(organizationOf) } }
		},
	}),
	operation({
		name: 'createOrganization',
		method: 'POST',
		at: '/organizations',
		scope: 'organizations:write',
		says: 'Makes one, of a name that none has; by an admin.',
		body: z.strictObject({ name, grant: z.enum(grants).default('see') }),
		answer: organization,
		status: 201,
		async run(asked) {
			onlyFor('admin', asked)
			const { ports, body, act, before } = asked
			const all = await ports.accounts.organizations()
			if (before) {
				const made = all.find(({ id }) => id === before.made)
				if (!made) throw new Problem('conflict', { detail: underWay })
				return { status: 201, body: organizationOf(made), made: made.id }
			}
			if (all.some(one => one.name.toLowerCase() === body.name.toLowerCase())) {
				throw new Problem('conflict', { detail: 'There is one of that name.' })
			}
			const made = await ports.accounts.addOrganization(body, act)
			return { status: 201, body: organizationOf(made), made: made.id }
		},
	}),
	operation({
		name: 'setOrganizationGrant',
		method: 'PUT',
		at: '/organizations/{id}/grant',
		scope: 'organizations:write',
		says: 'What members may do with one another’s requests; by an admin.',
		path: idPath,
		body: z.strictObject({ grant: z.enum(grants) }),
		answer: organization,
		status: 200,
		async run(asked) {
			onlyFor('admin', asked)
			const changed = await asked.ports.accounts.setGrant(asked.path.id, asked.body.grant, asked.act)
			if (!changed) throw new Problem('absent')
			return { body: organizationOf(changed) }
		},
	}),
]
