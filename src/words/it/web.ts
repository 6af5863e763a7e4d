/** What the addresses of files and exports say when they are no longer good, those that end letters, and forms that come back. */
export const web = {
	'web.gone.title': 'Questo link non funziona più',
	'web.gone':
		'I link a file e dati funzionano per poco tempo e solo per la persona per cui sono stati creati. Apri di nuovo la richiesta per averne uno nuovo.',
	'web.notice.latest': 'Scritto per ultimo',
	'web.unsubscribe.title': 'Niente più email sulle richieste?',
	'web.unsubscribe.ends': 'A {email} non arriveranno più:',
	'web.unsubscribe.instead': 'Ciò che una chat collegata non accetta',
	'web.unsubscribe.keeps':
		'Le tue richieste restano come sono, e così gli avvisi in chat. Le email sul tuo account, per esempio per una nuova password, arrivano ancora.',
	'web.unsubscribe.submit': 'Annulla iscrizione',
	'web.unsubscribe.done': 'Iscrizione annullata',
	'web.unsubscribe.done.text': 'A {email} non arrivano più email sulle richieste.',
	'web.unsubscribe.again': 'Per ricevere di nuovo gli avvisi, sceglili nelle Impostazioni.',
	'web.unsubscribe.settings': 'Apri Impostazioni',
	'web.unsubscribe.gone.title': 'Questo link non funziona',
	'web.unsubscribe.gone':
		'Non è completo, oppure l’indirizzo a cui è stato inviato non è più in uso. Accedi e scegli nelle Impostazioni che cosa ricevere.',

	// Forms that are shown again
	'web.unsent': 'Ciò che hai scritto è conservato e non è ancora stato inviato. Accedi e lo ritrovi.',
	'web.unsent.again':
		'Hai di nuovo accesso. Ciò che hai scritto non è ancora stato inviato: controllalo e invialo.',
	'web.unsent.files':
		'Hai di nuovo accesso. Ciò che hai scritto non è ancora stato inviato: scegli di nuovo i file, poi invialo.',
	'web.uploads':
		'Con questi file avresti caricato più di {size} in 24 ore, quindi non sono stati presi. Invia il messaggio senza file, oppure tutto domani.',

	// After a chat's app was installed
	'installed.done.title': 'L’app è installata',
	'installed.done':
		'Nella chat scrivi “aiuto” all’app: dice che cosa sa fare, e “collega” collega un account di assistenza.',
	'installed.denied.title': 'Non è stato installato nulla',
	'installed.denied': 'Non hai dato il consenso: l’app non è nel tuo spazio di lavoro.',
	'installed.expired.title': 'È passato troppo tempo',
	'installed.expired':
		'Un’installazione va conclusa entro dieci minuti, nel browser in cui è cominciata. Ricominciala.',
	'installed.failed.title': 'L’app non è stata installata',
	'installed.failed':
		'La chat non ha confermato l’installazione. Ricominciala; se non basta, chiedi a chi gestisce questo servizio.',
} as const
