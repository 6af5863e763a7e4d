/** What the portal says beside the views: navigation, settings, and what can go wrong in a browser. */
export const portal = {
	// Around every page
	'portal.title': '{page} · {support}',
	'portal.title.error': 'Da controllare: {page}',
	'portal.skip': 'Vai al contenuto',
	'portal.nav': 'Principale',
	'portal.queue': 'Coda',
	'portal.requests': 'Richieste',
	'portal.settings': 'Impostazioni',
	'portal.signOut': 'Esci',
	'portal.languages': 'Lingua',
	'portal.footer': 'Richieste a {support}',
	'portal.errors':
		'{count, plural, one {Controlla una cosa} many {Controlla # di cose} other {Controlla # cose}}',
	'portal.optional': '(facoltativo)',
	'portal.pages': 'Pagine',
	'portal.home': 'Inizio',

	// Lists and requests
	'portal.count': '{count, plural, one {# richiesta} many {# di richieste} other {# richieste}}',
	'portal.list': 'Richieste in questa pagina',
	'portal.details': 'Dettagli',
	'portal.conversation': 'Conversazione',
	'portal.actions': 'Che cosa puoi fare',
	'portal.more': 'Altro',
	'portal.filters': 'Filtra e cerca',
	'portal.attachments': 'File allegati',
	'portal.kept': 'File già caricati',
	'portal.kept.hint': 'Partono insieme al messaggio. Togli la spunta a quelli che non vuoi inviare.',
	'portal.kept.file': '{name} ({size})',

	// What can go wrong
	'portal.notFound': 'Pagina non trovata',
	'portal.notFound.text': 'A questo indirizzo non c’è nulla, oppure non puoi vederlo.',
	'portal.forbidden': 'Questo invio non viene da qui',
	'portal.forbidden.text':
		'Per la tua sicurezza il portale accetta solo ciò che viene inviato dalle sue pagine, all’indirizzo {address}. Nulla è cambiato. Riapri la pagina e invia da lì.',
	'portal.malformed': 'Invio non riuscito',
	'portal.malformed.text':
		'I dati arrivati non sono quelli che inviano le nostre pagine. Nulla è cambiato. Torna indietro, ricarica la pagina e riprova.',
	'portal.large': 'Troppi dati in una volta',
	'portal.large.text':
		'Ciò che è stato inviato supera {count, plural, one {# file} many {# di file} other {# file}} da {size}. Nulla è cambiato. Torna indietro e scegli file più piccoli o in numero minore: il testo è ancora lì.',
	'portal.signedOut': 'La sessione è scaduta',
	'portal.signedOut.text':
		'È passato un po’ di tempo, quindi ciò che hai inviato non è stato preso. Accedi in un’altra scheda, poi torna qui, vai indietro di una pagina e invia di nuovo: il testo è ancora lì.',
	'portal.busy': 'Molto traffico in questo momento',
	'portal.busy.text':
		'Troppe persone stanno accedendo adesso. Ricarica questa pagina tra qualche secondo: ciò che hai scritto viene inviato di nuovo.',

	// Signing in
	'portal.signIn': 'Accedi',
	'portal.signIn.intro': 'Guarda le tue richieste e scrivi a {support}.',
	'portal.signIn.email': 'Indirizzo email',
	'portal.signIn.password': 'Password',
	'portal.signIn.new': 'Prima volta qui?',
	'portal.signUp.invited': 'Solo su invito',
	'portal.signUp.invited.text': 'Qui gli account si creano solo su invito. Chiedine uno a {support}.',
	'portal.signUp.domains': 'Per gli indirizzi di {domains}.',
	'portal.signIn.needed': 'Accedi per continuare.',
	'portal.signedOut.done': 'Hai effettuato l’uscita.',
	'portal.signUp.have': 'Hai già un account?',
	'portal.mailed': 'Controlla la posta',
	'portal.mailed.signUp':
		'Abbiamo inviato un’email a {email}. Apri il link che contiene per scegliere la password; vale 24 ore.',
	'portal.mailed.forgot':
		'Se {email} ha un account, un’email con un link è in arrivo; il link vale 30 minuti.',
	'portal.mailed.none':
		'Non è arrivato nulla? Guarda tra la posta indesiderata e controlla l’indirizzo. A uno stesso indirizzo inviamo una sola email ogni 15 minuti e poche al giorno: può servire riprovare più tardi.',
	'portal.mailed.again': 'Usa un altro indirizzo',

	// Setting a password
	'portal.password.title': 'Scegli la password',
	'portal.password.for': 'Per {email}.',
	'portal.password.new': 'Nuova password',
	'portal.password.hint':
		'Almeno {count, number} caratteri. Vanno bene alcune parole che solo tu metteresti insieme.',
	'portal.password.submit': 'Imposta password',
	'portal.password.again': 'Ripeti la nuova password',
	'portal.password.done': 'La password è impostata. Usala per accedere.',
	'portal.password.gone': 'Questo link non è più valido',
	'portal.password.gone.text':
		'È già stato usato, è troppo vecchio, oppure ne è stato inviato uno nuovo. Chiedine un altro e usa l’ultima email che arriva.',
	'portal.address.title': 'Conferma l’indirizzo email',
	'portal.address.text':
		'Quando lo confermi, {email} diventa il tuo indirizzo qui, per accedere e per le nostre email.',
	'portal.address.submit': 'Conferma indirizzo',
	'portal.address.done': '{email} è confermato.',

	// Settings
	'portal.settings.profile': 'Profilo',
	'portal.settings.firstName': 'Nome',
	'portal.settings.lastName': 'Cognome',
	'portal.settings.language': 'Lingua',
	'portal.settings.timeZone': 'Fuso orario',
	'portal.settings.timeZone.none': 'Non impostato (UTC)',
	'portal.settings.timeZone.hint': 'Per gli orari e le ore di silenzio, per esempio Europe/Rome.',
	'portal.settings.timeZone.wrong':
		'“{zone}” non è un fuso orario che conosciamo. Scrivilo come continente e città, per esempio Europe/Rome.',
	'portal.settings.save': 'Salva',
	'portal.settings.saved': 'Salvato.',
	'portal.settings.email': 'Indirizzo email',
	'portal.settings.email.now': 'Il tuo indirizzo è {email}.',
	'portal.settings.email.new': 'Nuovo indirizzo email',
	'portal.settings.email.hint': 'Vale da quando apri il link nell’email che inviamo lì.',
	'portal.settings.email.submit': 'Cambia indirizzo',
	'portal.settings.email.asked':
		'Abbiamo inviato un’email a {email}. Apri il link che contiene perché diventi il tuo indirizzo.',
	'portal.settings.email.same': 'È già il tuo indirizzo.',
	'portal.settings.password': 'Password',
	'portal.settings.password.now': 'Password attuale',
	'portal.settings.password.submit': 'Cambia password',
	'portal.settings.password.wrong': 'Questa non è la tua password.',
	'portal.settings.password.tooMany':
		'Ci sono state troppe password sbagliate, perciò per ora non ne controlliamo altre. Riprova tra {minutes, plural, one {# minuto} many {# di minuti} other {# minuti}}.',
	'portal.settings.password.done': 'La password è cambiata. Le altre sessioni sono state chiuse.',
	'portal.settings.sessions': 'Dove hai effettuato l’accesso',
	'portal.settings.session.this': 'Questo browser',
	'portal.settings.session.seen': 'Ultimo uso: {seen}; accesso: {started}',
	'portal.settings.session.unknown': 'Browser sconosciuto',
	'portal.settings.session.end': 'Esci',
	'portal.settings.session.ended': 'Quella sessione è stata chiusa.',
	'portal.settings.sessions.endOthers': 'Esci ovunque tranne qui',
	'portal.settings.sessions.othersEnded': 'Ora l’accesso è attivo solo qui.',
	'portal.settings.sessions.endAll': 'Esci ovunque',
	'portal.settings.chats': 'Chat collegate',
	'portal.settings.chats.none': 'Nessuna chat è collegata al tuo account.',
	'portal.settings.chats.since': '{platform}, collegamento: {date}',
	'portal.settings.chats.connect.text':
		'Per leggere le tue richieste e rispondere da una chat, chiedi qui un codice e scrivilo lì.',
	'portal.settings.chats.code': 'Il tuo codice',
	'portal.settings.chats.code.text':
		'Scrivilo in un messaggio diretto al bot dell’assistenza. Il codice vale {minutes, plural, one {# minuto} many {# di minuti} other {# minuti}} e una volta sola; non darlo a nessuno.',
	'portal.settings.chats.submit': 'Mostra un codice',
	'portal.settings.chats.disconnect': 'Scollega',
	'portal.settings.chats.disconnected': 'Scollegata.',
	'portal.settings.chats.forget': 'Dimentica questa chat',
	'portal.settings.chats.which': 'La chat di {name} in {platform}.',
	'portal.settings.chats.forgotten': 'Scollegata, e di te in quella chat non è rimasto nulla.',
	'portal.settings.data': 'I miei dati',
	'portal.settings.data.export': 'Ottieni una copia dei miei dati',
	'portal.settings.data.text':
		'Il tuo account, le tue richieste e le loro conversazioni, in un solo file. Per far cancellare l’account scrivi a {support} in una nuova richiesta.',
} as const
