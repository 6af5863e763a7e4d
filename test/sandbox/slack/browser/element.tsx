import type { Element } from '../../../standins/slack/types.ts'
import { Button, FeedbackButtons, IconButton, Overflow, WorkflowButton } from './buttons.tsx'
import { Choices, nameOf } from './choices.tsx'
import { DateField, RichField, TextField } from './fields.tsx'
import { FileInput } from './file-input.tsx'
import type { Place } from './place.ts'
import { Picture } from './pictures.tsx'
import { Select } from './select.tsx'
import { kinds } from './selected.ts'
import { Unknown } from './unknown.tsx'

/**
 * Any interactive element.
 * @param name what stands above or beside it, for those who do not see it
 * @param dispatches the app wants to hear of it before the form is sent
 */
export function ElementView({
	element,
	blockId,
	place,
	name = '',
	dispatches = false,
}: {
	element: Element
	blockId: string
	place: Place
	name?: string
	dispatches?: boolean
}) {
	const props = {
		element,
		place,
		at: { blockId, actionId: element.action_id ?? '' },
		label: nameOf(element, name),
	}
	if (name) props.label = name
	if (kinds[element.type]) return <Select {...props} />
	switch (element.type) {
		case 'button':
			return <Button {...props} />
		case 'workflow_button':
			return <WorkflowButton {...props} />
		case 'icon_button':
			return <IconButton {...props} />
		case 'feedback_buttons':
			return <FeedbackButtons {...props} />
		case 'overflow':
			return <Overflow {...props} />
		case 'radio_buttons':
		case 'checkboxes':
			return <Choices {...props} />
		case 'plain_text_input':
		case 'email_text_input':
		case 'url_text_input':
		case 'number_input':
			return <TextField {...props} dispatches={dispatches} />
		case 'rich_text_input':
			return <RichField {...props} />
		case 'datepicker':
		case 'timepicker':
		case 'datetimepicker':
			return <DateField {...props} />
		case 'file_input':
			return <FileInput {...props} />
		case 'image':
			return <Picture of={element} />
		default:
			return <Unknown what={element} />
	}
}
