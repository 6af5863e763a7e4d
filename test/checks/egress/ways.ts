import type { Resolve } from '../../../adapters/remote/connect.ts'
import { openRemote } from '../../../adapters/remote/fetch.ts'
import { openWebhookSender, webhookSecret } from '../../../adapters/remote/webhook.ts'
import { createUploads } from '../../../adapters/slack/files.ts'
import { respondTo } from '../../../adapters/slack/respond.ts'
import type { Activity } from '../../../adapters/teams/activity.ts'
import { sentFiles } from '../../../adapters/teams/files.ts'
import { fileHost, serviceHosts } from '../../../adapters/teams/hosts.ts'
import { upload } from '../../../adapters/teams/upload.ts'

/** What is never to leave but to the right host. */
export const token = 'xoxb-never-to-be-told'

/** A way on which an address from outside is reached. */
export type Way = {
	readonly name: string
	/** In the place of HOST. */
	readonly host: string
	/** Whether whom it reaches is looked up by a resolver that can be given. */
	readonly resolves: boolean
	/** Whether any host of the internet may be asked. */
	readonly anyHost?: true
	/**
	 * Tries it.
	 * @param local a server of this machine that stands for the right host
	 */
	readonly reach: (address: string, resolve: Resolve, local?: string) => Promise<unknown>
}

async function readAll(bytes: AsyncIterable<Uint8Array>): Promise<void> {
	for await (const _ of bytes);
}

const timeout = 5_000

function sent(attachment: object, local: string | undefined) {
	const hosts = local === undefined ? serviceHosts : ['127.0.0.1']
	return sentFiles({ attachments: [attachment] } as unknown as Activity, hosts)
}

async function fetchSent(attachment: object, resolve: Resolve, local: string | undefined): Promise<void> {
	for (const { from, bearer } of sent(attachment, local)) {
		if (!from) throw new Error('refused')
		const allowed = local !== undefined && { allowHttpLoopback: true }
		await readAll(
			await openRemote({ ...from, ...(bearer && { bearer: token }), ...allowed, resolve, timeout }),
		)
	}
}

export const ways: readonly Way[] = [
	{
		name: 'a file of Slack’s',
		host: 'files.slack.com',
		resolves: true,
		reach: async (url, resolve, local) => {
			const settings = { botToken: token, apiUrl: local ?? 'https://slack.com/api/' }
			const open = createUploads({ file: async () => ({}) }, settings, source =>
				openRemote({ ...source, resolve, timeout }),
			)
			await readAll(await open(JSON.stringify({ id: 'F1', url })))
		},
	},
	{
		name: 'a file in someone’s OneDrive',
		host: 'acme.sharepoint.com',
		resolves: true,
		reach: (downloadUrl, resolve, local) =>
			fetchSent(
				{ contentType: 'application/vnd.microsoft.teams.file.download.info', content: { downloadUrl } },
				resolve,
				local,
			),
	},
	{
		name: 'an image at Teams’ connector',
		host: 'smba.trafficmanager.net',
		resolves: true,
		reach: (contentUrl, resolve, local) =>
			fetchSent({ contentType: 'image/png', contentUrl }, resolve, local),
	},
	{
		name: 'a file that goes to OneDrive',
		host: 'acme.sharepoint.com',
		resolves: false,
		reach: async url => {
			if (!fileHost(url, serviceHosts)) throw new Error('refused')
			await upload(
				url,
				(async function* () {
					yield Buffer.from('x')
				})(),
				1,
			)
		},
	},
	{
		name: 'an address to answer Slack at',
		host: 'hooks.slack.com',
		resolves: false,
		reach: url => respondTo(undefined, timeout)(url, { text: 'x', blocks: [] } as never, 'beside'),
	},
	{
		name: 'a webhook',
		host: 'hooks.acme.example',
		resolves: true,
		anyHost: true,
		reach: async (url, resolve, local) => {
			const allowLoopback = local !== undefined
			const send = openWebhookSender({ clock: { now: () => Date.now() }, allowLoopback, resolve })
			const secrets = [webhookSecret(Buffer.from(token.padEnd(32)))]
			const { status } = await send({ id: 'msg_1', url, secrets, body: '{}' })
			if (status >= 300) throw new Error(`answered ${status}`)
		},
	},
]
