import { constants } from 'node:fs'
import { access, statfs } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Finding } from '../../src/ports/finding.ts'

const gigabyte = 1024 ** 3

/**
 * Whether a folder can be written to, and how much room its disk has; a folder that is yet to be made is looked
 * for in the one above.
 * @param about the setting that names it
 */
export async function examineFolder(about: string, folder: string): Promise<Finding> {
	const path = await existing(resolve(folder))
	try {
		await access(path, constants.R_OK | constants.W_OK | constants.X_OK)
	} catch {
		return {
			about,
			state: 'broken',
			says: `${path} cannot be written to by this user.`,
			todo: `Give it to the user that runs the service: chown -R USER ${path}`,
		}
	}
	const { bavail, bsize } = await statfs(path)
	const free = (bavail * bsize) / gigabyte
	const room = `${free.toFixed(1)} GiB are free in ${resolve(folder)}.`
	if (free >= 1) return { about, state: 'well', says: room }
	return {
		about,
		state: free < 0.1 ? 'broken' : 'doubtful',
		says: room,
		todo: 'Make room, or name a folder on a larger disk: what cannot be kept is refused.',
	}
}

async function existing(path: string): Promise<string> {
	try {
		await access(path)
		return path
	} catch {
		const above = dirname(path)
		return above === path ? path : existing(above)
	}
}
