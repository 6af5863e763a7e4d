/** What the addresses of files and exports say when they are no longer good, and forms that come back. */
export const web = {
	'web.gone.title': 'This link no longer works',
	'web.gone':
		'Links to files and data work for a short time, and only for the person they were made for. Open the request again to get a new one.',

	// Forms that are shown again
	'web.unsent': 'What you wrote is kept, and was not sent yet. Sign in and you see it again.',
	'web.unsent.again': 'You are signed in again. What you wrote was not sent yet: have a look and send it.',
	'web.unsent.files':
		'You are signed in again. What you wrote was not sent yet: choose your files again, then send it.',
	'web.uploads':
		'With these files you would have uploaded more than {size} in 24 hours, so they were not taken. Send your message without them, or all of it tomorrow.',
} as const
