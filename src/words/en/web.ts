/** What the addresses of files and exports say when they are no longer good, those that end letters, and forms that come back. */
export const web = {
	'web.gone.title': 'This link no longer works',
	'web.gone':
		'Links to files and data work for a short time, and only for the person they were made for. Open the request again to get a new one.',
	'web.notice.latest': 'Written last',
	'web.unsubscribe.title': 'No more emails about requests?',
	'web.unsubscribe.ends': 'These will no longer be sent to {email}:',
	'web.unsubscribe.instead': 'What a connected chat does not take',
	'web.unsubscribe.keeps':
		'Your requests stay as they are, and what you hear in chat too. Emails about your account itself, like a new password, still come.',
	'web.unsubscribe.submit': 'Unsubscribe',
	'web.unsubscribe.done': 'You are unsubscribed',
	'web.unsubscribe.done.text': 'No more emails about requests are sent to {email}.',
	'web.unsubscribe.again': 'To hear of your requests again, choose so in Settings.',
	'web.unsubscribe.settings': 'Open Settings',
	'web.unsubscribe.gone.title': 'This link does not work',
	'web.unsubscribe.gone':
		'It is not complete, or the address that it was sent to is no longer in use. Sign in and choose in Settings what you are told.',

	// Forms that are shown again
	'web.unsent': 'What you wrote is kept, and was not sent yet. Sign in and you see it again.',
	'web.unsent.again': 'You are signed in again. What you wrote was not sent yet: have a look and send it.',
	'web.unsent.files':
		'You are signed in again. What you wrote was not sent yet: choose your files again, then send it.',
	'web.uploads':
		'With these files you would have uploaded more than {size} in 24 hours, so they were not taken. Send your message without them, or all of it tomorrow.',

	// After a chat's app was installed
	'installed.done.title': 'The app is installed',
	'installed.done':
		'In the chat, write “help” to it: it says what it can do, and “connect” links a support account.',
	'installed.denied.title': 'Nothing was installed',
	'installed.denied': 'You did not agree, so the app is not in your workspace.',
	'installed.expired.title': 'That took too long',
	'installed.expired':
		'An installation has to be finished within ten minutes, in the browser in which it began. Begin it again.',
	'installed.failed.title': 'The app was not installed',
	'installed.failed':
		'The chat did not confirm the installation. Begin it again; if that does not help, ask whoever runs this service.',
} as const
