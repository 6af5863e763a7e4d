import { type Bytes, UploadGone } from '../../src/ports/outside.ts'
import { type SlackApi, SlackRefused } from './api.ts'
import { readSource } from './receive/files.ts'
import { word } from './receive/payload.ts'

/** Fetches bytes from an address under the rules of egress; the composition root hands one in. */
export type OpenRemote = (source: {
	readonly url: string
	readonly bearer: string
	readonly hosts: readonly string[]
	readonly allowHttpLoopback?: boolean
	readonly expectsHtml?: boolean
}) => Promise<Bytes>

/** Where Slack keeps files, and nowhere else is the bot's token sent. */
const host = 'files.slack.com'

/** What Slack says of files that will not come back. */
const gone = ['file_not_found', 'file_deleted', 'file_not_visible', 'not_allowed']

/**
 * Opens files where people left them in Slack.
 * @param apiUrl a loopback address of the Web API allows its own host too, for tests
 * @returns a function that throws {@link UploadGone} when the file will never be there
 */
export function createUploads(
	api: Pick<SlackApi, 'file'>,
	settings: { readonly botToken: string; readonly apiUrl: string },
	openRemote: OpenRemote,
): (source: string) => Promise<Bytes> {
	const local = loopbackHost(settings.apiUrl)
	return async text => {
		const source = readSource(text)
		if (!source) throw new UploadGone('not a file of Slack')
		// In channels shared with others Slack tells a file's address only when asked.
		const url = source.url ?? (await addressOf(api, source.id))
		return openRemote({
			url,
			bearer: settings.botToken,
			hosts: local ? [host, local] : [host],
			...(local && { allowHttpLoopback: true }),
			...(source.type === 'text/html' && { expectsHtml: true }),
		})
	}
}

async function addressOf(api: Pick<SlackApi, 'file'>, id: string): Promise<string> {
	try {
		const file = await api.file(id)
		const url = word(file, 'url_private_download') ?? word(file, 'url_private')
		if (url) return url
	} catch (error) {
		if (!(error instanceof SlackRefused) || !gone.includes(error.code)) throw error
	}
	throw new UploadGone('Slack has the file no more')
}

/** The host of an address that leads back to this machine. */
export function loopbackHost(address: string): string | undefined {
	const { hostname } = new URL(address)
	return ['127.0.0.1', '[::1]', 'localhost'].includes(hostname) ? hostname : undefined
}
