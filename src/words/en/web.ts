/** What the addresses of files and exports say when they are no longer good. */
export const web = {
	'web.gone.title': 'This link no longer works',
	'web.gone':
		'Links to files and data work for a short time, and only for the person they were made for. Open the request again to get a new one.',
} as const
