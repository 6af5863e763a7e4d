/** What the addresses of files and exports say when they are no longer good, and forms that come back. */
export const web = {
	'web.gone.title': 'Questo link non funziona più',
	'web.gone':
		'I link a file e dati funzionano per poco tempo e solo per la persona per cui sono stati creati. Apri di nuovo la richiesta per averne uno nuovo.',

	// Forms that are shown again
	'web.unsent': 'Ciò che hai scritto è conservato e non è ancora stato inviato. Accedi e lo ritrovi.',
	'web.unsent.again':
		'Hai di nuovo accesso. Ciò che hai scritto non è ancora stato inviato: controllalo e invialo.',
	'web.unsent.files':
		'Hai di nuovo accesso. Ciò che hai scritto non è ancora stato inviato: scegli di nuovo i file, poi invialo.',
	'web.uploads':
		'Con questi file avresti caricato più di {size} in 24 ore, quindi non sono stati presi. Invia il messaggio senza file, oppure tutto domani.',
} as const
