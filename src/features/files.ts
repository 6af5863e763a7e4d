import type { Context } from '../commands/context.ts'
import type { AccountId } from '../domain/account.ts'
import type { Attachment, IncomingFile } from '../domain/comment.ts'
import type { Ports, Settings } from '../ports/index.ts'
import { type FileLimits, fileAddressLifetime } from '../rules/limits.ts'
import { cutText } from '../text/rich.ts'

/** Why files cannot be taken, in the person's words; undefined when they can. */
export function filesRefused(
	{ say, format }: Pick<Context, 'say' | 'format'>,
	files: readonly IncomingFile[],
	limits: FileLimits,
): string | undefined {
	for (const file of files) {
		const name = cutText(file.name, 100)
		if (file.size > limits.bytes) {
			return say('refused.file.large', {
				name,
				size: format.size(file.size),
				most: format.size(limits.bytes),
			})
		}
		if (file.size === 0) return say('refused.file.empty', { name })
	}
	if (files.length > limits.count) {
		return say('refused.file.many', { count: files.length, most: limits.count })
	}
	return undefined
}

/** The limits of a place's own file field, which may be tighter than ours. */
export function fileLimits({ actor, ports }: Pick<Context, 'actor' | 'ports'>): FileLimits | undefined {
	const ours = ports.settings.fileLimits
	if (!actor.fileInput) return undefined
	return {
		bytes: Math.min(ours.bytes, actor.fileInput.bytes),
		count: Math.min(ours.count, actor.fileInput.count),
	}
}

type Signing = Pick<Ports, 'secrets' | 'clock'> & { readonly settings: Pick<Settings, 'publicUrl'> }

/**
 * An address at which one person reads one file, for 15 minutes: `/files/{id}/{name}` with who it is for,
 * until when, and the signature over the three. It says who asks; what they may read is decided when it is
 * opened.
 */
export function fileAddress(
	ports: Signing,
	account: AccountId,
	file: Pick<Attachment, 'id' | 'name'>,
): string {
	const path = `/files/${encodeURIComponent(file.id)}/${encodeURIComponent(file.name.toWellFormed())}`
	return `${ports.settings.publicUrl}${path}?${signed(ports, account, file.id)}`
}

/** The same for the file with all of one's data. */
export function exportAddress(ports: Signing, account: AccountId): string {
	return `${ports.settings.publicUrl}/export?${signed(ports, account, 'export')}`
}

/** @returns for whom an address was signed, if it was, for this, and is not over */
export function signedFor(
	ports: Signing,
	what: string,
	query: {
		readonly for?: string | undefined
		readonly until?: string | undefined
		readonly signature?: string | undefined
	},
): AccountId | undefined {
	const { for: account, until, signature } = query
	if (!account || !until || !signature || !/^\d{1,16}$/.test(until)) return undefined
	if (!ports.secrets.verify('address', statement(what, account, until), signature)) return undefined
	return Number(until) > ports.clock.now() ? account : undefined
}

function signed(ports: Signing, account: AccountId, what: string): string {
	const until = String(ports.clock.now() + fileAddressLifetime)
	const signature = ports.secrets.sign('address', statement(what, account, until))
	return new URLSearchParams({ for: account, until, signature }).toString()
}

/** JSON, so that no two different statements read alike. */
function statement(what: string, account: string, until: string): string {
	return JSON.stringify([what, account, until])
}
