import { constants } from 'node:fs'
import { access, statfs } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { type Finding, unreachedBecause } from '../../src/ports/finding.ts'
import { type Bytes, FilesUnavailable } from '../../src/ports/outside.ts'
import { list, openS3Files, S3Refused, type S3Settings } from './s3.ts'

const gigabyte = 1024 ** 3

/**
 * Whether files can be kept where `FILES_URL` says. A bucket has to list what is in it, and to take a small file
 * below the prefix, which is removed again.
 */
export async function examineFiles(
	place: { readonly folder: string } | { readonly s3: S3Settings },
): Promise<Finding> {
	const about = 'FILES_URL'
	if ('folder' in place) return examineFolder(about, place.folder)
	try {
		for await (const _ of list(place.s3)) break
		const files = openS3Files(place.s3)
		const { key } = await files.put(probe(), 100)
		await files.remove(key)
		return { about, state: 'well', says: `The bucket ${place.s3.bucket} lists, takes and removes files.` }
	} catch (error) {
		const refused = error instanceof FilesUnavailable ? error.cause : error
		const code = refused instanceof S3Refused ? refused.code : ''
		return {
			about,
			state: 'broken',
			says: `The bucket ${place.s3.bucket} cannot be used: ${unreachedBecause(refused)}.`,
			todo:
				s3Advice[code] ?? 'Check the bucket, its region and the endpoint, and that this machine reaches it.',
		}
	}
}

async function* probe(): Bytes {
	yield Buffer.from('Sportello’s doctor was here.\n')
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const s3Advice: Readonly<Record<string, string>> = {
	AccessDenied: 'Let this key list, read, write and delete objects below the prefix.',
	InvalidAccessKeyId: 'AWS_ACCESS_KEY_ID is not known there.',
	SignatureDoesNotMatch: 'AWS_SECRET_ACCESS_KEY is not the one of that key.',
	NoSuchBucket: 'Make the bucket, or correct its name in FILES_URL.',
	RequestTimeTooSkewed: 'Let this machine take the time from the network (timedatectl set-ntp true).',
}

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
