import { randomBytes } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compose, type Message } from './app.ts'

/**
 * Puts letters as `.eml` files into a folder, for whoever has no mail server: `2026-11-23T10-15-00.000Z-id.eml`.
 * A file is there whole or not at all. The folder is made when the first letter comes.
 */
export function openFolder(folder: string): { send(message: Message): Promise<void> } {
	return {
		async send(message) {
			await mkdir(folder, { recursive: true, mode: 0o700 })
			const time = new Date(message.date).toISOString().replaceAll(':', '-')
			const name = `${time}-${message.messageId.replace(/[^\w.@-]+/g, '_').slice(0, 100)}.eml`
			const temporary = join(folder, `.${randomBytes(8).toString('hex')}.tmp`)
			try {
				await writeFile(temporary, await compose(message), { mode: 0o600 })
				await rename(temporary, join(folder, name))
			} finally {
				await rm(temporary, { force: true })
			}
		},
	}
}
