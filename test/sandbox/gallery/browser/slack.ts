import { type Drawing, drawSlack } from '../../slack/browser/blocks.tsx'

/* Draws the message, modal or home tab that the page holds. */

const drawing = JSON.parse(document.getElementById('given')?.textContent ?? '') as Drawing
const root = document.getElementById('root')
if (root) drawSlack(root, drawing)
document.documentElement.dataset['drawn'] = 'yes'
