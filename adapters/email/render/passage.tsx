import { oneLine } from '../../../src/text/rich.ts'
import type { Letter } from '../../../src/views/letter.ts'
import { Rich } from './rich.tsx'
import { accent, faint, ink } from './style.ts'
import { plain } from './text.ts'

/** What somebody wrote: who and when, and their words behind a line, so that they cannot pass for ours. */
export function Passage({ heading, text, files }: NonNullable<Letter['passages']>[number]) {
	return (
		<div style="margin:0 0 24px">
			<h2
				class="faint"
				dir="auto"
				style={`margin:0 0 8px;font-size:14px;line-height:1.4;font-weight:600;color:${faint}`}
			>
				{oneLine(plain(heading))}
			</h2>
			{text.length + files.length === 0 ? null : (
				<div
					class="passage ink"
					style={`padding:2px 0 2px 16px;border-left:3px solid ${accent};color:${ink}`}
				>
					<Rich text={text} />
					{files.length === 0 ? null : <Files names={files} />}
				</div>
			)}
		</div>
	)
}

function Files({ names }: { readonly names: readonly string[] }) {
	return (
		<ul class="faint" style={`margin:0 0 4px;padding-left:24px;font-size:14px;color:${faint}`}>
			{names.map(name => (
				<li dir="auto" style="margin:0 0 4px">
					{oneLine(plain(name))}
				</li>
			))}
		</ul>
	)
}
