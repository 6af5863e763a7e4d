import { type Block, isObject, type Json, textOf } from '../../../standins/slack/types.ts'
import { listed, type Place, wordOf } from './place.ts'
import { Rich, Words } from './rich.tsx'
import type { Part } from '../mrkdwn.ts'

type Props = { readonly block: Block; readonly place: Place }

const objects = (value: unknown): readonly Json[] =>
	listed(value as readonly unknown[] | undefined).filter(isObject)

/** `table` and `data_table`; the first row is the heading. */
export function Table({ block, place }: Props) {
	const [head, ...rows] = listed(block['rows'] as readonly unknown[] | undefined)
	const sides = objects(block['column_settings']).map(({ align }) => `side-${wordOf(align ?? 'left')}`)
	const cells = (row: unknown) => objects(row)
	return (
		<div class="table">
			<table>
				{block['caption'] ? <caption>{textOf(block['caption'])}</caption> : null}
				<thead>
					<tr>
						{cells(head).map((cell, column) => (
							<th scope="col" class={sides[column]}>
								<Cell cell={cell} place={place} />
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{rows.map(row => (
						<tr>
							{cells(row).map((cell, column) => (
								<td class={sides[column]}>
									<Cell cell={cell} place={place} />
								</td>
							))}
						</tr>
					))}
				</tbody>
			</table>
		</div>
	)
}

function Cell({ cell, place }: { cell: Json; place: Place }) {
	if (cell['type'] === 'rich_text')
		return <Rich parts={cell['elements'] as readonly Part[] | undefined} place={place} />
	return <Words text={wordOf(cell['text'] ?? cell['value'])} place={place} />
}

/** Any chart as bars with their figures, one line for each. */
export function Chart({ block }: Props) {
	const chart = isObject(block['chart']) ? block['chart'] : {}
	const series = [
		...objects(chart['series']).map(({ name, data }) => ({ name: wordOf(name), data: objects(data) })),
		...(chart['segments'] ? [{ name: '', data: objects(chart['segments']) }] : []),
	]
	const most = Math.max(...series.flatMap(({ data }) => data.map(({ value }) => Number(value) || 0)), 1)
	return (
		<figure class="chart">
			<figcaption>
				{textOf(block.title)} <small>{wordOf(chart['type'])}</small>
			</figcaption>
			{series.map(({ name, data }) => (
				<table>
					{name && <caption>{name}</caption>}
					<tbody>
						{data.map(({ label, value }) => (
							<tr>
								<th scope="row">{wordOf(label)}</th>
								<td class="bar">
									<span style={{ width: `${(100 * (Number(value) || 0)) / most}%` }} />
								</td>
								<td class="side-right">{wordOf(value)}</td>
							</tr>
						))}
					</tbody>
				</table>
			))}
		</figure>
	)
}
