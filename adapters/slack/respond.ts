import { SlackRefused } from './api.ts'
import type { SlackApi } from './api.ts'

/** Where the addresses that come with interactions lead, and nothing is posted elsewhere. */
const origin = 'https://hooks.slack.com'

/**
 * Posts to the address that came with an interaction.
 * @param local another origin that is taken, for tests
 * @param timeout milliseconds
 */
export function respondTo(local: string | undefined, timeout: number): SlackApi['respond'] {
	return async (url, message, way) => {
		const to = URL.canParse(url) ? new URL(url).origin : ''
		if (to !== origin && to !== local) throw new SlackRefused('not_an_address_of_slack')
		const response = await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({
				...message,
				...(way === 'replace'
					? { replace_original: true }
					: { replace_original: false, response_type: 'ephemeral' }),
			}),
			redirect: 'error',
			signal: AbortSignal.timeout(timeout),
		})
		// Read to the end, so that the connection can be used again.
		await response.arrayBuffer()
		if (!response.ok) throw new SlackRefused(`response_url_${response.status}`)
	}
}
