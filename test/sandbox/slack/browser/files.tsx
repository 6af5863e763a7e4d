import type { Json } from '../../../standins/slack/types.ts'
import type { Live } from './live.ts'
import { wordOf } from './place.ts'

/** A file that somebody shared, to be downloaded. */
export function FileChip({ live, file }: { live: Live; file: Json }) {
	const name = wordOf(file['name'])
	return (
		<a class="file" href={live.fileUrl(wordOf(file['id']), name)} download={name}>
			<span aria-hidden="true">📄</span>
			<span>
				{name}
				<small>{sizeOf(Number(file['size']))}</small>
			</span>
		</a>
	)
}

function sizeOf(bytes: number): string {
	if (bytes < 1_000) return `${bytes} bytes`
	return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
