import { drawSlack } from './blocks.tsx'

declare global {
	interface Window {
		/** For pages that draw what Slack would show without being Slack. */
		drawSlack: typeof drawSlack
	}
}

window.drawSlack = drawSlack
