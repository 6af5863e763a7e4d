import { chmod, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { bundle } from './bundle.ts'

const folder = fileURLToPath(new URL('../dist', import.meta.url))

await rm(folder, { recursive: true, force: true })
await bundle(folder)
await chmod(`${folder}/adapters/cli/main.js`, 0o755)
