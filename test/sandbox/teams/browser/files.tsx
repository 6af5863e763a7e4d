import type { Attachment } from '../../../standins/teams/seen.ts'
import { Icon } from './icons.tsx'
import type { Room } from './place.ts'

type Content = {
	readonly uniqueId?: string
	readonly description?: string
	readonly sizeInBytes?: number
}

/** Asks whether a file may be put into the person's OneDrive. */
export function Consent({
	room,
	id,
	attachment,
}: {
	readonly room: Room
	readonly id: string
	readonly attachment: Attachment
}) {
	const { description = '', sizeInBytes = 0 } = attachment.content as Content
	const answer = (given: 'accepts' | 'declines') => void room.act({ do: given, message: id }, id)
	return (
		<div class="file consent" aria-busy={room.busy === id ? 'true' : undefined}>
			<Icon name="file" />
			<div>
				<p class="name">{attachment.name}</p>
				<p class="detail">
					{description} · {sizeOf(sizeInBytes)}
				</p>
				<div class="row">
					<button type="button" class="primary" onClick={() => answer('accepts')}>
						Allow
					</button>
					<button type="button" onClick={() => answer('declines')}>
						Decline
					</button>
				</div>
			</div>
		</div>
	)
}

/** A file that stands in someone's OneDrive. */
export function FileLine({ attachment }: { readonly attachment: Attachment }) {
	const { uniqueId } = (attachment.content ?? {}) as Content
	const { name = attachment.contentType } = attachment
	return (
		<div class="file">
			<Icon name="file" />
			<p class="name">{name}</p>
			{uniqueId ? (
				<a href={`/teams/files/${uniqueId}`} download={name} aria-label={`Download ${name}`}>
					Download
				</a>
			) : null}
		</div>
	)
}

function sizeOf(bytes: number): string {
	const [unit, share] =
		bytes < 1e3
			? (['byte', 1] as const)
			: bytes < 1e6
				? (['kilobyte', 1e3] as const)
				: (['megabyte', 1e6] as const)
	return new Intl.NumberFormat('en-GB', {
		style: 'unit',
		unit,
		unitDisplay: 'long',
		maximumFractionDigits: 1,
	}).format(bytes / share)
}
