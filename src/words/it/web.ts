/** What the addresses of files and exports say when they are no longer good. */
export const web = {
	'web.gone.title': 'Questo link non funziona più',
	'web.gone':
		'I link a file e dati funzionano per poco tempo e solo per la persona per cui sono stati creati. Apri di nuovo la richiesta per averne uno nuovo.',
} as const
