import type { Planting } from './planting.ts'

/** Where the outside comes in, and where what people write goes out. */
export const platforms: readonly Planting[] = [
	{
		bug: 'a request of Slack’s counts whatever its signature',
		edits: [
			{
				in: 'adapters/slack/arrival.ts',
				find: '} catch {\n\t\treturn false',
				put: '} catch {\n\t\treturn true',
			},
		],
		tests: ['test/adapters/slack/arrival.test.ts'],
	},
	{
		bug: 'a signed request of the future is taken',
		edits: [
			{
				in: 'adapters/slack/arrival.ts',
				find: 'Math.abs(timestamp - arrival.clock.now() / 1000) > limits.skew',
				put: 'arrival.clock.now() / 1000 - timestamp > limits.skew',
			},
		],
		tests: ['test/adapters/slack/arrival.test.ts'],
	},
	{
		bug: 'a copy of a signed request is taken again',
		edits: [
			{
				in: 'adapters/slack/arrival.ts',
				find: 'if (!arrival.replays.first(signature)) return 401',
				put: 'arrival.replays.first(signature)',
			},
		],
		tests: ['test/adapters/slack/arrival.test.ts'],
	},
	{
		bug: 'the app is installed for whoever brings a state, not for who asked',
		edits: [
			{
				in: 'adapters/slack/install.ts',
				find: 'secrets.sign(purpose, `${nonce} ${until}`)',
				put: 'secrets.sign(purpose, until)',
			},
			{
				in: 'adapters/slack/install.ts',
				find: 'nonce !== undefined && secrets.verify(purpose, `${nonce} ${until}`, signature)',
				put: "nonce !== '' && secrets.verify(purpose, until, signature)",
			},
		],
		tests: ['test/adapters/slack/installing.test.ts'],
	},
	{
		bug: 'Teams of any tenant is answered',
		edits: [
			{
				in: 'adapters/teams/guard.ts',
				find: 'return tenant !== undefined && tenantIds.includes(tenant)',
				put: "return tenant !== undefined || tenantIds.includes('')",
			},
		],
		tests: ['test/adapters/teams/tokens.test.ts', 'test/adapters/teams/tenants.test.ts'],
	},
	{
		bug: 'a form of another site is taken',
		edits: [
			{
				in: 'adapters/web/csrf.ts',
				find: 'if (named && origin !== new URL(settings.publicUrl).origin) return false',
				put: 'if (named && origin === settings.publicUrl) return true',
			},
		],
		tests: ['test/adapters/web/pages/hostile.test.ts'],
	},
	{
		bug: 'Slack reads markup in what people write',
		edits: [{ in: 'adapters/slack/render/text.ts', find: "\n\t\t.replaceAll('<', '&lt;')", put: '' }],
		tests: ['test/adapters/slack/text.test.ts'],
	},
	{
		bug: 'a link may lead anywhere, as javascript: does',
		edits: [
			{
				in: 'src/text/markdown.ts',
				find: 'return /^https?:\\/\\/[^/?#]/i.test(url) &&',
				put: 'return /^[a-z]+:/i.test(url) &&',
			},
		],
		tests: ['test/text/markdown.test.ts'],
		named: 'what a person typed',
	},
	{
		bug: 'a file is fetched from whatever host',
		edits: [
			{
				in: 'adapters/remote/fetch.ts',
				find: 'if (!file.hosts.includes(url.hostname))',
				put: "if (!file.hosts.some(host => url.hostname.includes(host.split('.').at(-1) ?? '')))",
			},
		],
		tests: ['test/adapters/remote/egress.test.ts'],
	},
]
