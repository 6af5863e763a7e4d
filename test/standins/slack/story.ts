import { callApi, type Reply, startFake } from './fake.ts'
import type { Json } from './types.ts'

const plain = (text: string) => ({ type: 'plain_text', text })
const tickets = ['#1042 Broken printer', '#1043 No coffee', '#1044 New badge']

const listBlocks = (sort: string) => {
	const options = ['Newest first', 'Oldest first'].map(text => ({ text: plain(text), value: text }))
	const sorted = sort === 'Oldest first' ? tickets : tickets.toReversed()
	return [
		{ type: 'header', text: plain('My requests') },
		...sorted.map(text => ({
			type: 'section',
			block_id: text.slice(1, 5),
			text: plain(text),
			accessory: { type: 'button', action_id: 'open', text: plain('Open'), value: text.slice(1, 5) },
		})),
		{
			type: 'actions',
			block_id: 'sorting',
			elements: [
				{
					type: 'static_select',
					action_id: 'sort',
					placeholder: plain('Sort'),
					options,
					initial_option: options.find(option => option.value === sort),
				},
				{ type: 'button', action_id: 'new', text: plain('New request') },
				{ type: 'button', action_id: 'web', text: plain('On the web'), url: 'https://example.com/requests' },
				{
					type: 'button',
					action_id: 'drop',
					text: plain('Forget me'),
					confirm: { title: plain('Sure?'), text: plain('Everything goes.') },
				},
			],
		},
	]
}

const form = {
	type: 'modal',
	callback_id: 'new_request',
	private_metadata: 'kept',
	notify_on_close: true,
	title: plain('New request'),
	submit: plain('Send'),
	close: plain('Cancel'),
	blocks: [
		{
			type: 'input',
			block_id: 'subject',
			label: plain('Subject'),
			element: { type: 'plain_text_input', action_id: 'text', placeholder: plain('In a few words') },
		},
		{
			type: 'input',
			block_id: 'message',
			label: plain('Your message'),
			element: { type: 'plain_text_input', action_id: 'text', multiline: true },
		},
		{
			type: 'input',
			block_id: 'files',
			optional: true,
			label: plain('Files'),
			element: { type: 'file_input', action_id: 'files', max_files: 2 },
		},
	],
}

/** A service that answers with a list, opens a form, refuses it once, and says thanks in a direct message. */
export async function startStory(slack: () => { apiUrl: string; botToken: string }) {
	const api = (method: string, args: Json) => callApi(slack().apiUrl, slack().botToken, method, args)
	const downloads: Buffer[] = []

	const submitted = async (payload: Json): Promise<Reply> => {
		const { state } = payload.view as { state: { values: Record<string, Record<string, Json>> } }
		const subject = String(state.values.subject?.text?.value)
		if (subject === 'Nothing')
			return { body: { response_action: 'errors', errors: { subject: 'Say what it is about.' } } }
		for (const file of (state.values.files?.files?.files ?? []) as { url_private_download: string }[]) {
			const headers = { Authorization: `Bearer ${slack().botToken}` }
			const response = await fetch(file.url_private_download, { headers })
			downloads.push(Buffer.from(await response.arrayBuffer()))
		}
		const { id } = payload.user as { id: string }
		await api('chat.postMessage', { channel: id, text: `Received: ${subject}` })
		return { body: { response_action: 'clear' } }
	}

	const pressed = async (payload: Json): Promise<Reply> => {
		const [action] = payload.actions as Json[]
		const trigger_id = payload.trigger_id
		if (action?.action_id === 'new') await api('views.open', { trigger_id, view: form })
		if (action?.action_id === 'sort') {
			const { value } = action.selected_option as { value: string }
			const body = JSON.stringify({ replace_original: true, blocks: listBlocks(value) })
			await fetch(String(payload.response_url), { method: 'POST', body })
		}
		return undefined
	}

	const service = await startFake(async payload => {
		if (payload.command) {
			if (payload.text === 'broken') return { status: 500 }
			if (payload.text === 'quiet') return undefined
			return { body: { response_type: 'ephemeral', text: 'My requests', blocks: listBlocks('Newest first') } }
		}
		if (payload.type === 'block_actions') return pressed(payload)
		if (payload.type === 'view_submission') return submitted(payload)
		if (payload.type === 'shortcut') {
			await api('views.open', { trigger_id: payload.trigger_id, view: form })
			return undefined
		}
		const event = payload.event as Json | undefined
		if (event?.type === 'app_home_opened')
			await api('views.publish', {
				user_id: event.user,
				view: { type: 'home', blocks: [{ type: 'section', text: plain('Welcome') }] },
			})
		if (event?.type === 'message' && !event.bot_id && !event.subtype)
			await api('chat.postMessage', { channel: event.channel, text: `You said: ${String(event.text)}` })
		return undefined
	})
	return { ...service, downloads }
}
