import { Refusal } from '../acts.ts'
import { userObject } from '../objects.ts'
import type { User } from '../world.ts'
import { type Call, flag, hasScope, type Method, required } from './call.ts'

function described(call: Call, user: User | undefined, code: string) {
	if (!user) throw new Refusal(code)
	const withEmail = hasScope(call.world, 'users:read.email')
	return { user: userObject(call.world, user, withEmail, flag(call, 'include_locale')) }
}

/** The users, team, bots and auth families. */
export const users: Record<string, Method> = {
	'users.info': {
		scopes: ['users:read'],
		run: call => described(call, call.world.users.get(required(call, 'user')), 'user_not_found'),
	},
	'users.lookupByEmail': {
		scopes: ['users:read.email'],
		run: call => {
			const email = required(call, 'email').toLowerCase()
			const user = [...call.world.users.values()].find(each => each.email?.toLowerCase() === email)
			return described(call, user, 'users_not_found')
		},
	},
	'auth.test': {
		run: ({ world }) => ({
			url: `https://${world.team.domain}.slack.com/`,
			team: world.team.name,
			user: world.app.name,
			team_id: world.team.id,
			user_id: world.app.botUserId,
			bot_id: world.app.botId,
			is_enterprise_install: false,
			...(world.options.enterprise ? { enterprise_id: world.options.enterprise.id } : {}),
		}),
	},
	'team.info': {
		scopes: ['team:read'],
		run: ({ world }) => ({
			team: {
				id: world.team.id,
				name: world.team.name,
				domain: world.team.domain,
				url: `https://${world.team.domain}.slack.com/`,
				email_domain: '',
				icon: { image_34: `${world.origin}/avatar.png`, image_default: true },
				is_verified: false,
				avatar_base_url: 'https://ca.slack-edge.com/',
			},
		}),
	},
	'bots.info': {
		scopes: ['users:read'],
		run: call => {
			const { app, origin } = call.world
			if (required(call, 'bot') !== app.botId) throw new Refusal('bot_not_found')
			const image = `${origin}/avatar.png`
			const icons = { image_36: image, image_48: image, image_72: image }
			return {
				bot: {
					id: app.botId,
					deleted: false,
					name: app.name,
					updated: 1_700_000_000,
					app_id: app.id,
					user_id: app.botUserId,
					icons,
				},
			}
		},
	},
}
