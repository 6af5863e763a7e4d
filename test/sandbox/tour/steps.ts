import type { Name, Reader } from '../people.ts'

export type Chat = 'slack' | 'teams'

/** What the tour has one do. */
export type Step = {
	readonly id: StepId
	readonly title: string
	/** How, in either chat; what stands between backticks is typed. */
	readonly how: Readonly<Record<Chat, string>>
	/** Who to be in which window. */
	readonly show: { readonly chat?: Name; readonly mail?: Reader; readonly portal?: Reader }
}

export type StepId =
	| 'ask'
	| 'connect'
	| 'list'
	| 'read'
	| 'triage'
	| 'request'
	| 'answer'
	| 'reply'
	| 'close'
	| 'rate'

/** From somebody nobody knows to a request that went well. */
export const steps: readonly Step[] = [
	{
		id: 'ask',
		title: 'Ask to be let in',
		how: {
			slack:
				'As Ada in Slack, send Sportello `/tickets` and give `ada@acme.example`. Or be the Visitor on the portal and sign up with any address.',
			teams:
				'As Ada in Teams, write `mine` and give `ada@acme.example`. Or be the Visitor on the portal and sign up with any address.',
		},
		show: { chat: 'ada', mail: 'ada' },
	},
	{
		id: 'connect',
		title: 'Type the code from the mail',
		how: {
			slack: 'Ada’s mailbox has the code. Type it in Slack, look whose account it is, and press Connect.',
			teams: 'Ada’s mailbox has the code. Type it in Teams, look whose account it is, and press Connect.',
		},
		show: { chat: 'ada', mail: 'ada' },
	},
	{
		id: 'list',
		title: 'See where your requests stand',
		how: {
			slack:
				'The command that had to wait goes on by itself; later, `/tickets` does it. Try another list or status.',
			teams: 'What had to wait goes on by itself; later, `mine` does it. Try another list or status.',
		},
		show: { chat: 'ada' },
	},
	{
		id: 'read',
		title: 'Open one and read the conversation',
		how: {
			slack: 'Press Open beside “Upload of the product photos fails”, and open its file.',
			teams: 'Open “Upload of the product photos fails”, and its file.',
		},
		show: { chat: 'ada', portal: 'ada' },
	},
	{
		id: 'triage',
		title: 'Let support see what comes in',
		how: {
			slack:
				'As Diego, send `/tickets` and connect as Ada did, with `diego@support.example`. Then send `/tickets triage here` in #support.',
			teams:
				'As Diego, write `queue` and connect as Ada did, with `diego@support.example`. Then write `@Sportello triage here` in the channel.',
		},
		show: { chat: 'diego', mail: 'diego' },
	},
	{
		id: 'request',
		title: 'Ask for something, with a file',
		how: {
			slack: 'As Ada, send `/tickets new The lift is stuck`, say more, add a file and send.',
			teams:
				'As Ada, send Sportello a file: a picture, say. It offers a new request with it: give it a subject, say more and send.',
		},
		show: { chat: 'ada' },
	},
	{
		id: 'answer',
		title: 'Take it, and answer',
		how: {
			slack: 'As Diego in #support, press Take under the new request, then Reply to requester.',
			teams:
				'As Diego in the channel, press Take on the new request, then Reply to requester: the form comes to his own chat.',
		},
		show: { chat: 'diego' },
	},
	{
		id: 'reply',
		title: 'Be told, and write back',
		how: {
			slack:
				'The news came to Ada’s direct message with Sportello. Write in its thread: that goes to the request.',
			teams: 'The news came to Ada’s chat as a card. Write back in its field.',
		},
		show: { chat: 'ada', mail: 'ada' },
	},
	{
		id: 'close',
		title: 'Solve it, and let a week pass',
		how: {
			slack:
				'Ada presses Mark as solved under the request in her direct message. Then move the clock by 7 days: it closes.',
			teams: 'Ada opens the request and presses Mark as solved. Then move the clock by 7 days: it closes.',
		},
		show: { chat: 'ada' },
	},
	{
		id: 'rate',
		title: 'Say how it was, on the web',
		how: {
			slack: 'Sign in as Ada on the portal, open the request and press How was it?',
			teams: 'Sign in as Ada on the portal, open the request and press How was it?',
		},
		show: { portal: 'ada' },
	},
]
