import { textOf } from '../types.ts'
import { elements, image, picture, urlSource } from './elements.ts'
import { limit, unlisted } from './limits.ts'
import { anyText, markup, plain } from './objects.ts'
import { richText } from './richtext.ts'
import {
	all,
	boolean,
	byType,
	type Check,
	list,
	must,
	number,
	object,
	oneOf,
	only,
	string,
	url,
} from './shape.ts'

const type = string({ min: 1 })
const words = (path: string) => {
	const { min_length: min = 1, max_length: max } = limit(path)
	return string({ min, max })
}
const items = (path: string) => {
	const { min_items: min, max_items: max } = limit(path)
	return { min, max }
}

const message = (check: Check) => only(['message'], check)

const lists = (value: unknown): unknown[][] => (Array.isArray(value) ? value.filter(Array.isArray) : [])

const evenRows = must('every row must have the same number of columns', value => {
	const rows = lists(value.rows)
	return rows.every(row => row.length === rows[0]?.length)
})

const settingsFit = must('column_settings must not outnumber the columns', value => {
	const settings = value.column_settings
	return !Array.isArray(settings) || settings.length <= (lists(value.rows)[0]?.length ?? 0)
})

function cells(cellText: Check, blockId: Check): Check {
	return byType(
		{
			raw_text: object({ type, text: cellText }, ['text']),
			raw_number: object({ type, value: number(), text: string({ min: 1 }) }, ['value', 'text']),
			rich_text: richText(blockId),
		},
		'cell',
	)
}

const contentFits = must('the text of all cells is too long', value => {
	const max = limit('data_table.content').max_length ?? Number.POSITIVE_INFINITY
	const texts = lists(value.rows)
		.flat()
		.map(cell => textOf(cell))
	return texts.reduce((sum, text) => sum + [...text].length, 0) <= max
})

const segment = object(
	{
		label: words('data_visualization.segment.label'),
		value: number({ above: limit('data_visualization.segment.value').exclusive_min ?? 0 }),
	},
	['label', 'value'],
)
const point = object({ label: words('data_visualization.point_label'), value: number() }, ['label', 'value'])
const series = object(
	{ name: words('data_visualization.series_name'), data: list(point, items('data_visualization.data')) },
	['name', 'data'],
)
const axis = object(
	{
		categories: list(words('data_visualization.category_label'), items('data_visualization.categories')),
		x_label: words('data_visualization.axis_label'),
		y_label: words('data_visualization.axis_label'),
	},
	['categories'],
)
const axisChart = object(
	{ type, series: list(series, items('data_visualization.series')), axis_config: axis },
	['series', 'axis_config'],
)
const chart = byType(
	{
		pie: object({ type, segments: list(segment, items('data_visualization.segments')) }, ['segments']),
		bar: axisChart,
		line: axisChart,
		area: axisChart,
	},
	'chart',
)

/** The blocks a service seldom uses: tables, charts, cards, video and the pieces of assistants. */
export function rare(base: Record<string, Check>, known: Record<string, Check>): Record<string, Check> {
	const blockId = base.block_id as Check
	const rich = byType({ rich_text: richText(blockId) }, 'rich text')

	const video = object(
		{
			...base,
			alt_text: words('video.alt_text'),
			title: plain(limit('video.title').max_length),
			thumbnail_url: url(),
			video_url: url(),
			title_url: url(),
			author_name: string({ max: limit('video.author_name').max_length }),
			description: plain(limit('video.description').max_length),
			provider_name: string({ max: limit('video.provider_name').max_length }),
			provider_icon_url: url(),
		},
		['alt_text', 'title', 'thumbnail_url', 'video_url'],
	)
	const card = object({
		...base,
		hero_image: image,
		icon: image,
		slack_icon: object({ type, name: type }, ['name']),
		title: markup(limit('card.title').max_length),
		subtitle: markup(limit('card.subtitle').max_length),
		body: markup(limit('card.body').max_length),
		actions: list(byType({ button: elements.button }, 'card action'), items('card.actions')),
		subtext: markup(limit('card.subtext').max_length),
	})
	const task = {
		...base,
		task_id: type,
		title: type,
		details: rich,
		output: rich,
		sources: list(urlSource),
		status: oneOf('pending', 'in_progress', 'complete', 'error'),
	}
	const table = object(
		{
			...base,
			rows: list(list(cells(string({ min: 1 }), blockId), { min: 1, max: unlisted.tableColumns }), {
				min: 1,
				max: unlisted.tableRows,
			}),
			column_settings: list(object({ align: oneOf('left', 'center', 'right'), is_wrapped: boolean })),
		},
		['rows'],
		all(evenRows, settingsFit),
	)
	const dataTable = object(
		{
			...base,
			rows: list(
				list(cells(words('data_table.cell_text'), blockId), items('data_table.columns')),
				items('data_table.rows'),
			),
			caption: type,
			page_size: number({ ...limit('data_table.page_size'), integer: true }),
			row_header_column_index: number({ min: 0, integer: true }),
		},
		['rows', 'caption'],
		all(evenRows, contentFits),
	)
	const container = object(
		{
			...base,
			title: plain(limit('container.title').max_length),
			rich_text_title: rich,
			subtitle: anyText(limit('container.subtitle').max_length),
			child_blocks: list(byType({ ...known, table, video }, 'child block'), {
				min: 1,
				max: limit('container.child_blocks').max_items,
			}),
			width: oneOf('narrow', 'standard', 'wide', 'full'),
			icon: object({ type, ...picture }, ['alt_text']),
			is_collapsible: boolean,
			default_collapsed: boolean,
			has_header_divider: boolean,
		},
		['child_blocks'],
	)

	return {
		video,
		table: message(table),
		data_table: message(dataTable),
		data_visualization: message(
			object({ ...base, title: words('data_visualization.title'), chart }, ['title', 'chart']),
		),
		alert: only(
			['message', 'modal'],
			object(
				{
					...base,
					text: anyText(limit('alert.text').max_length),
					level: oneOf('default', 'info', 'warning', 'error', 'success'),
				},
				['text'],
			),
		),
		card: message(card),
		carousel: message(
			object({ ...base, elements: list(byType({ card }, 'card'), items('carousel.elements')) }, ['elements']),
		),
		container: message(container),
		task_card: message(object(task, ['task_id', 'title', 'status'])),
		plan: message(
			object({ ...base, title: type, tasks: list(object(task, ['task_id', 'title'])) }, ['title']),
		),
	}
}
