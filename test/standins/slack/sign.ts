import { createHmac } from 'node:crypto'

/** The two headers with which Slack vouches for a body: `v0` HMAC SHA-256 over timestamp and body. */
export function signature(secret: string, timestamp: number, body: string): Record<string, string> {
	const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')
	return {
		'X-Slack-Request-Timestamp': String(timestamp),
		'X-Slack-Signature': `v0=${digest}`,
	}
}
