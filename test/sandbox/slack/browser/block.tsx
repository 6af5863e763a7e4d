import { ErrorBoundary } from 'hono/jsx/dom'
import { type Block, isObject } from '../../../standins/slack/types.ts'
import { Alert, Card, Carousel, Container, Tasks } from './boxes.tsx'
import { Chart, Table } from './charts.tsx'
import { Media } from './pictures.tsx'
import { listed, type Place } from './place.ts'
import { Unknown } from './unknown.tsx'
import { Actions, Context, Header, Input, Markdown, RichText, Section } from './usual.tsx'

type Props = { readonly block: Block; readonly place: Place }

/** Blocks, one below the other; what cannot be drawn is shown as it was sent. */
export function Blocks({ blocks, place }: { blocks: readonly Block[] | undefined; place: Place }) {
	return (
		<div class="blocks">
			{listed(blocks).map(block => (
				<BlockView key={isObject(block) ? block.block_id : undefined} block={block} place={place} />
			))}
		</div>
	)
}

function BlockView({ block, place }: Props) {
	const instead = <Unknown what={block} />
	if (!isObject(block)) return instead
	return <ErrorBoundary fallbackRender={() => instead}>{drawn({ block, place })}</ErrorBoundary>
}

function drawn(props: Props) {
	switch (props.block.type) {
		case 'section':
			return <Section {...props} />
		case 'header':
			return <Header {...props} />
		case 'divider':
			return <hr />
		case 'context':
			return <Context {...props} />
		case 'actions':
		case 'context_actions':
			return <Actions {...props} />
		case 'input':
			return <Input {...props} />
		case 'rich_text':
			return <RichText {...props} />
		case 'markdown':
			return <Markdown {...props} />
		case 'image':
		case 'video':
		case 'file':
			return <Media {...props} />
		case 'alert':
			return <Alert {...props} />
		case 'card':
			return <Card {...props} />
		case 'container':
			return <Container {...props} Each={BlockView} />
		case 'carousel':
			return <Carousel {...props} Each={BlockView} />
		case 'plan':
		case 'task_card':
			return <Tasks {...props} />
		case 'table':
		case 'data_table':
			return <Table {...props} />
		case 'data_visualization':
			return <Chart {...props} />
		default:
			return <Unknown what={props.block} />
	}
}
