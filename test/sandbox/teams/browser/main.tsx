import { render } from 'hono/jsx/dom'
import type { Given } from '../between.ts'
import { Client } from './client.tsx'

const given = JSON.parse(document.getElementById('given')?.textContent ?? '') as Given
const root = document.getElementById('root')
if (root) render(<Client given={given} />, root)
