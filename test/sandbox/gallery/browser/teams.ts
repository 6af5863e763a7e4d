import { drawCard } from '../../teams/browser/draw.ts'

/* Draws the card that the page holds, in which nothing can be done. */

const { card, hostConfig } = JSON.parse(document.getElementById('given')?.textContent ?? '') as {
	readonly card: unknown
	readonly hostConfig: object
}
const holder = document.querySelector<HTMLElement>('.card')
if (holder) drawCard(holder, card, { hostConfig, press: () => {}, open: () => {} })
document.documentElement.dataset['drawn'] = 'yes'
