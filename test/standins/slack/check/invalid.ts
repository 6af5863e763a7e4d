import type { Block, Element } from '../types.ts'
import { checkBlocks } from './blocks.ts'
import { limit, unlisted } from './limits.ts'
import { checkView } from './payload.ts'
import type { Problem } from './shape.ts'

/** The same payload twice: as Slack just takes it, and as it refuses it. */
type Pair = () => { good: Problem[]; bad: Problem[] }

const x = (length: number) => 'x'.repeat(length)
const plain = (text: string) => ({ type: 'plain_text' as const, text })
const markup = (text: string) => ({ type: 'mrkdwn' as const, text })
const times = <Item>(count: number, item: (at: number) => Item) =>
	Array.from({ length: count }, (_, at) => item(at))
const address = (length: number) => `https://example.com/${x(length - 20)}`

const section = { type: 'section', text: plain('x') }
const option = (at = 0) => ({ text: plain(`o${at}`), value: `v${at}` })
const group = (options: object[], label = 'g') => ({ label: plain(label), options })

const message = (...blocks: object[]) => checkBlocks(blocks, 'message')
const inActions = (...elements: object[]) => message({ type: 'actions', elements })
const modal = (view: object) =>
	checkView({ type: 'modal', title: plain('t'), submit: plain('s'), blocks: [section], ...view })
const input = (element: object, more: object = {}) =>
	modal({ blocks: [{ type: 'input', label: plain('l'), element, ...more }] })

/** At the limit it passes, one above it does not. */
function above(path: string, check: (at: number) => Problem[]): Pair {
	const { max_length, max_items, item_max_length, max } = limit(path)
	const at = max_length ?? max_items ?? item_max_length ?? max
	if (at === undefined) throw new Error(`${path} has no maximum`)
	return () => ({ good: check(at), bad: check(at + 1) })
}

/** At the limit it passes, one below it does not. */
function below(path: string, check: (at: number) => Problem[]): Pair {
	const { min_length, min_items, min } = limit(path)
	const at = min_length ?? min_items ?? min
	if (at === undefined) throw new Error(`${path} has no minimum`)
	return () => ({ good: check(at), bad: check(at - 1) })
}

const either =
	(good: Problem[], bad: Problem[]): Pair =>
	() => ({ good, bad })

const button = (more: Element | object) => inActions({ type: 'button', text: plain('b'), ...more })
const confirm = (more: object) => button({ confirm: { text: plain('sure?'), ...more } })
const select = (more: object) => inActions({ type: 'static_select', ...more })
const selectOption = (more: object) => select({ options: [{ ...option(), ...more }] })
const overflow = (options: object[]) => inActions({ type: 'overflow', options })
const choice = (type: string) => (count: number) => inActions({ type, options: times(count, option) })
const image = (more: object) => message({ type: 'image', alt_text: 'a', image_url: address(30), ...more })
const sectionField = (length: number) => message({ type: 'section', fields: [plain(x(length))] })
const video = (more: object) =>
	message({
		type: 'video',
		alt_text: 'a',
		title: plain('t'),
		thumbnail_url: address(30),
		video_url: address(30),
		...more,
	})
const card = (more: object) => message({ type: 'card', title: markup('t'), ...more })
const container = (more: object) => message({ type: 'container', child_blocks: [section], ...more })
const contextActions = (...elements: object[]) => message({ type: 'context_actions', elements })
const feedback = (more: object) =>
	contextActions({
		type: 'feedback_buttons',
		positive_button: { text: plain('+'), value: 'p', ...more },
		negative_button: { text: plain('-'), value: 'n' },
	})
const iconButton = { type: 'icon_button', icon: 'trash', text: plain('Delete') }
const cell = (text = 'c') => ({ type: 'raw_text', text })
const row = (columns = 2) => times(columns, () => cell())
const table = (rows: object[][], more: object = {}) => message({ type: 'table', rows, ...more })
const dataTable = (rows: object[][], more: object = {}) =>
	message({ type: 'data_table', caption: 'c', rows, ...more })
const source = (url: string) =>
	message({
		type: 'task_card',
		task_id: 't',
		title: 't',
		status: 'pending',
		sources: [{ type: 'url', url, text: 's' }],
	})
const segment = { label: 'l', value: 1 }
const pie = (segments: object[], title = 't') =>
	message({ type: 'data_visualization', title, chart: { type: 'pie', segments } })
const point = { label: 'l', value: 1 }
const series = (more: object = {}) => ({ name: 'n', data: [point], ...more })
const bars = (all: object[], axis: object = {}) =>
	message({
		type: 'data_visualization',
		title: 't',
		chart: { type: 'bar', series: all, axis_config: { categories: ['c'], ...axis } },
	})
const blocks = (count: number) => times(count, (): Block => section)

/** A pair for every case of fixtures/invalid/manifest.json. */
export const invalid: Record<string, Pair> = {
	'text-empty': below('text', n => message({ type: 'section', text: plain(x(n)) })),
	'text-too-long': above('text', n => message({ type: 'section', text: plain(x(n)) })),
	'button-action-id-too-long': above('action_id', n => button({ action_id: x(n) })),
	'button-text-too-long': above('button.text', n => button({ text: plain(x(n)) })),
	'button-url-too-long': above('button.url', n => button({ url: address(n) })),
	'button-value-too-long': above('button.value', n => button({ value: x(n) })),
	'button-accessibility-label-too-long': above('button.accessibility_label', n =>
		button({ accessibility_label: x(n) }),
	),
	'confirmation-title-too-long': above('confirmation.title', n => confirm({ title: plain(x(n)) })),
	'confirmation-text-too-long': above('confirmation.text', n => confirm({ text: plain(x(n)) })),
	'confirmation-confirm-too-long': above('confirmation.confirm', n => confirm({ confirm: plain(x(n)) })),
	'confirmation-deny-too-long': above('confirmation.deny', n => confirm({ deny: plain(x(n)) })),
	'option-text-too-long': above('option.text', n => selectOption({ text: plain(x(n)) })),
	'option-value-too-long': above('option.value', n => selectOption({ value: x(n) })),
	'option-url-too-long': above('option.url', n =>
		overflow([{ ...option(), url: `https://example.com/${'😀'.repeat(n - 20)}` }]),
	),
	'option-description-too-long': above('option.description', n => selectOption({ description: plain(x(n)) })),
	'option-group-label-too-long': above('option_group.label', n =>
		select({ option_groups: [group([option()], x(n))] }),
	),
	'option-group-empty': below('option_group.options', n =>
		select({ option_groups: [group(times(n, option))] }),
	),
	'option-group-too-many-options': above('option_group.options', n =>
		select({ option_groups: [group(times(n, option))] }),
	),
	'select-placeholder-too-long': above('select.placeholder', n =>
		select({ options: [option()], placeholder: plain(x(n)) }),
	),
	'select-too-many-options': above('select.options', n => select({ options: times(n, option) })),
	'select-too-many-option-groups': above('select.option_groups', n =>
		select({ option_groups: times(n, () => group([option()])) }),
	),
	'overflow-empty': below('overflow.options', n => overflow(times(n, option))),
	'overflow-too-many-options': above('overflow.options', n => overflow(times(n, option))),
	'checkboxes-empty': below('checkboxes.options', choice('checkboxes')),
	'checkboxes-too-many-options': above('checkboxes.options', choice('checkboxes')),
	'radio-buttons-empty': below('radio_buttons.options', choice('radio_buttons')),
	'radio-buttons-too-many-options': above('radio_buttons.options', choice('radio_buttons')),
	'url-source-url-empty': either(source(address(30)), source('')),
	'url-source-url-too-long': above('url_source.url', n => source(address(n))),
	'table-too-many-rows': () => ({
		good: table(times(unlisted.tableRows, () => row())),
		bad: table(times(unlisted.tableRows + 1, () => row())),
	}),
	'table-ragged-rows': either(table([row(2), row(2)]), table([row(2), row(3)])),
	'table-column-settings-mismatch': either(
		table([row(2)], { column_settings: [{}, {}] }),
		table([row(2)], { column_settings: [{}, {}, {}] }),
	),
	'file-input-max-files-too-small': below('file_input.max_files', n =>
		input({ type: 'file_input', max_files: n }),
	),
	'file-input-max-files-too-large': above('file_input.max_files', n =>
		input({ type: 'file_input', max_files: n }),
	),
	'plain-text-input-max-length-too-large': above('plain_text_input.max_length', n =>
		input({ type: 'plain_text_input', max_length: n }),
	),
	'actions-too-many-elements': above('actions.elements', n =>
		inActions(...times(n, () => ({ type: 'button', text: plain('b') }))),
	),
	'context-too-many-elements': above('context.elements', n =>
		message({ type: 'context', elements: times(n, () => plain('x')) }),
	),
	'header-text-too-long': above('header.text', n => message({ type: 'header', text: plain(x(n)) })),
	'image-url-too-long': above('image.image_url', n => image({ image_url: address(n) })),
	'image-alt-text-too-long': above('image.alt_text', n => image({ alt_text: x(n) })),
	'input-label-too-long': above('input.label', n =>
		input({ type: 'plain_text_input' }, { label: plain(x(n)) }),
	),
	'input-hint-too-long': above('input.hint', n => input({ type: 'plain_text_input' }, { hint: plain(x(n)) })),
	'markdown-empty': below('markdown.text', n => message({ type: 'markdown', text: x(n) })),
	'markdown-too-long': above('markdown.text', n => message({ type: 'markdown', text: x(n) })),
	'section-text-too-long': above('section.text', n => message({ type: 'section', text: markup(x(n)) })),
	'section-too-many-fields': above('section.fields', n =>
		message({ type: 'section', fields: times(n, () => plain('x')) }),
	),
	'section-field-too-long': () => {
		const n = limit('section.fields').item_max_length ?? 0
		return { good: sectionField(n), bad: sectionField(n + 1) }
	},
	'video-alt-text-empty': below('video.alt_text', n => video({ alt_text: x(n) })),
	'video-alt-text-too-long': above('video.alt_text', n => video({ alt_text: x(n) })),
	'video-title-too-long': above('video.title', n => video({ title: plain(x(n)) })),
	'video-author-name-too-long': above('video.author_name', n => video({ author_name: x(n) })),
	'video-description-too-long': above('video.description', n => video({ description: plain(x(n)) })),
	'video-provider-name-too-long': above('video.provider_name', n => video({ provider_name: x(n) })),
	'view-missing-blocks': below('view.blocks', n => modal({ blocks: blocks(n) })),
	'view-too-many-blocks': above('view.blocks', n => modal({ blocks: blocks(n) })),
	'view-private-metadata-too-long': above('view.private_metadata', n => modal({ private_metadata: x(n) })),
	'view-callback-id-too-long': above('view.callback_id', n => modal({ callback_id: x(n) })),
	'view-title-too-long': above('view.title', n => modal({ title: plain(x(n)) })),
	'view-close-too-long': above('view.close', n => modal({ close: plain(x(n)) })),
	'view-submit-too-long': above('view.submit', n => modal({ submit: plain(x(n)) })),
	'section-missing-content': either(message(section), message({ type: 'section' })),
	'static-select-options-and-groups': either(
		select({ options: [option()] }),
		select({ options: [option()], option_groups: [group([option()])] }),
	),
	'image-url-and-slack-file': either(image({}), image({ slack_file: { id: 'F1' } })),
	'number-input-inverted-range': either(
		input({ type: 'number_input', is_decimal_allowed: false, min_value: '1', max_value: '2' }),
		input({ type: 'number_input', is_decimal_allowed: false, min_value: '2', max_value: '1' }),
	),
	'context-invalid-element': either(
		message({ type: 'context', elements: [plain('x')] }),
		message({ type: 'context', elements: [{ type: 'button', text: plain('b') }] }),
	),
	'input-invalid-element': either(
		input({ type: 'plain_text_input' }),
		input({ type: 'button', text: plain('b') }),
	),
	'block-id-too-long': above('block_id', n => message({ ...section, block_id: x(n) })),
	'alert-text-too-long': above('alert.text', n => message({ type: 'alert', text: plain(x(n)) })),
	'card-title-too-long': above('card.title', n => card({ title: markup(x(n)) })),
	'card-subtitle-too-long': above('card.subtitle', n => card({ subtitle: markup(x(n)) })),
	'card-body-too-long': above('card.body', n => card({ body: markup(x(n)) })),
	'card-too-many-actions': above('card.actions', n =>
		card({ actions: times(n, () => ({ type: 'button', text: plain('b') })) }),
	),
	'card-subtext-too-long': above('card.subtext', n => card({ subtext: markup(x(n)) })),
	'carousel-empty': below('carousel.elements', n =>
		message({ type: 'carousel', elements: times(n, () => ({ type: 'card', title: markup('t') })) }),
	),
	'carousel-too-many-cards': above('carousel.elements', n =>
		message({ type: 'carousel', elements: times(n, () => ({ type: 'card', title: markup('t') })) }),
	),
	'container-title-too-long': above('container.title', n => container({ title: plain(x(n)) })),
	'container-subtitle-too-long': above('container.subtitle', n => container({ subtitle: plain(x(n)) })),
	'container-too-many-child-blocks': above('container.child_blocks', n =>
		container({ child_blocks: blocks(n) }),
	),
	'context-actions-too-many-elements': above('context_actions.elements', n =>
		contextActions(...times(n, () => iconButton)),
	),
	'feedback-button-text-too-long': above('feedback_button.text', n => feedback({ text: plain(x(n)) })),
	'feedback-button-value-too-long': above('feedback_button.value', n => feedback({ value: x(n) })),
	'feedback-button-accessibility-label-too-long': above('feedback_button.accessibility_label', n =>
		feedback({ accessibility_label: x(n) }),
	),
	'icon-button-too-many-visible-users': above('icon_button.visible_to_user_ids', n =>
		contextActions({ ...iconButton, visible_to_user_ids: times(n, at => `U${at}`) }),
	),
	'data-table-too-few-rows': below('data_table.rows', n => dataTable(times(n, () => row()))),
	'data-table-too-many-rows': above('data_table.rows', n => dataTable(times(n, () => row()))),
	'data-table-too-few-columns': below('data_table.columns', n => dataTable([row(n), row(n)])),
	'data-table-too-many-columns': above('data_table.columns', n => dataTable([row(n), row(n)])),
	'data-table-page-size-too-small': below('data_table.page_size', n =>
		dataTable([row(), row()], { page_size: n }),
	),
	'data-table-page-size-too-large': above('data_table.page_size', n =>
		dataTable([row(), row()], { page_size: n }),
	),
	'data-table-cell-text-empty': below('data_table.cell_text', n => dataTable([[cell(x(n))], row(1)])),
	'data-table-content-too-long': above('data_table.content', n => dataTable([[cell(x(n - 1))], [cell()]])),
	'data-visualization-title-too-long': above('data_visualization.title', n => pie([segment], x(n))),
	'pie-chart-empty': below('data_visualization.segments', n => pie(times(n, () => segment))),
	'pie-chart-too-many-segments': above('data_visualization.segments', n => pie(times(n, () => segment))),
	'chart-segment-label-too-long': above('data_visualization.segment.label', n =>
		pie([{ ...segment, label: x(n) }]),
	),
	'chart-segment-value-not-positive': either(pie([segment]), pie([{ ...segment, value: 0 }])),
	'chart-series-empty': below('data_visualization.series', n => bars(times(n, () => series()))),
	'chart-too-many-series': above('data_visualization.series', n => bars(times(n, () => series()))),
	'data-series-name-too-long': above('data_visualization.series_name', n => bars([series({ name: x(n) })])),
	'data-series-empty': below('data_visualization.data', n => bars([series({ data: times(n, () => point) })])),
	'data-series-too-many-points': above('data_visualization.data', n =>
		bars([series({ data: times(n, () => point) })]),
	),
	'data-point-label-too-long': above('data_visualization.point_label', n =>
		bars([series({ data: [{ ...point, label: x(n) }] })]),
	),
	'axis-categories-empty': below('data_visualization.categories', n =>
		bars([series()], { categories: times(n, () => 'c') }),
	),
	'axis-too-many-categories': above('data_visualization.categories', n =>
		bars([series()], { categories: times(n, () => 'c') }),
	),
	'axis-category-label-too-long': above('data_visualization.category_label', n =>
		bars([series()], { categories: [x(n)] }),
	),
	'axis-label-too-long': above('data_visualization.axis_label', n => bars([series()], { x_label: x(n) })),
}
