/** Mail. */
export const letters = {
	// Letters
	'letter.hello': 'Ciao {name},',
	'letter.code.subject': 'Il codice per collegare il tuo account',
	'letter.code.preview': 'Scrivilo dove lo hai chiesto.',
	'letter.code.heading': 'Collega il tuo account',
	'letter.code.text':
		'{who} su {platform} ha chiesto di collegarsi al tuo account di {support}. Se sei tu, scrivi lì questo codice:',
	'letter.code.someone': 'Qualcuno',
	'letter.code.validity':
		'Vale per {minutes, plural, one {# minuto} many {# di minuti} other {# minuti}} e solo per quella persona.',
	'letter.code.notYou':
		'Non sei tu? Allora non fare nulla e non dare questo codice a nessuno: chi lo scrive può leggere le tue richieste e rispondere.',
	'letter.unknown.subject': 'Questo indirizzo non ha ancora un account',
	'letter.unknown.preview': 'Come iscriverti.',
	'letter.unknown.heading': 'Ancora nessun account',
	'letter.unknown.text':
		'Qualcuno ha chiesto di collegare una chat su {platform} a un account di {support} con questo indirizzo. Non ne esiste nessuno.',
	'letter.unknown.action': 'Iscriviti',
	'letter.linked.subject': 'Una chat è stata collegata al tuo account',
	'letter.linked.preview': 'Se non sei tu, scollegala.',
	'letter.linked.heading': 'Chat collegata',
	'letter.linked.text':
		'{who} su {platform} ora ha accesso al tuo account di {support}: può leggere le tue richieste e rispondere.',
	'letter.linked.action': 'Vedi le chat collegate',
	'letter.linked.notYou': 'Non sei tu? Scollegala subito da lì, oppure avvisa {support}.',
	'letter.notYou': 'Non sei tu? Allora non devi fare nulla.',
	'letter.welcome.subject': '{support} ti dà il benvenuto',
	'letter.welcome.preview': 'Per finire, imposta la password.',
	'letter.welcome.heading': '{support} ti dà il benvenuto',
	'letter.welcome.text':
		'Il tuo account è quasi pronto. Imposta una password: potrai aprire richieste, seguirle sul web e collegare le tue chat.',
	'letter.welcome.validity':
		'Il link funziona una volta sola, per {hours, plural, one {# ora} many {# di ore} other {# ore}}.',
	'letter.welcome.action': 'Crea una password',
	'letter.exists.subject': 'Hai già un account di {support}',
	'letter.exists.preview': 'Accedi, oppure imposta una nuova password.',
	'letter.exists.heading': 'Hai già un account',
	'letter.exists.text':
		'Qualcuno ha chiesto un account di {support} con questo indirizzo. Ne hai già uno, perciò non è stato cambiato nulla.',
	'letter.exists.action': 'Accedi',
	'letter.exists.forgot': 'Hai dimenticato la password? Impostane una nuova: {url}',
	'letter.invited.subject': 'La tua richiesta di un account di {support}',
	'letter.invited.preview': 'Gli account sono solo su invito.',
	'letter.invited.heading': 'Gli account sono solo su invito',
	'letter.invited.text':
		'Qualcuno ha chiesto un account di {support} con questo indirizzo. Gli account sono solo su invito: chiedine uno a chi gestisce {support}.',
	'letter.reset.subject': 'Imposta una nuova password per {support}',
	'letter.reset.preview': 'Il link funziona una volta sola.',
	'letter.reset.heading': 'Imposta una nuova password',
	'letter.reset.text':
		'Qualcuno ha chiesto una nuova password per il tuo account di {support}. Quella attuale funziona finché non ne imposti una nuova.',
	'letter.reset.validity':
		'Il link funziona una volta sola, per {minutes, plural, one {# minuto} many {# di minuti} other {# minuti}}.',
	'letter.reset.action': 'Imposta una nuova password',
	'letter.reset.unknown':
		'Qualcuno ha chiesto una nuova password per un account di {support} con questo indirizzo. Non ne esiste nessuno.',
	'letter.changed.subject': 'La password del tuo account di {support} è cambiata',
	'letter.changed.preview': 'Se non l’hai cambiata tu, impostane subito una nuova.',
	'letter.changed.heading': 'Password cambiata',
	'letter.changed.text':
		'La password del tuo account di {support} è cambiata e tutte le altre sessioni sono state chiuse. Non l’hai cambiata tu? Impostane subito una nuova.',
	'letter.changed.action': 'Imposta una nuova password',
	'letter.address.subject': 'È questo il tuo indirizzo per {support}?',
	'letter.address.preview': 'Per finire, confermalo.',
	'letter.address.heading': 'Conferma il tuo indirizzo',
	'letter.address.text':
		'Qualcuno vuole usare d’ora in poi questo indirizzo per un account di {support}. Se sei tu, confermalo.',
	'letter.address.action': 'Conferma l’indirizzo',
	'letter.moved.subject': 'Il tuo account di {support} ha un nuovo indirizzo',
	'letter.moved.preview': 'Questo non viene più usato.',
	'letter.moved.heading': 'Indirizzo email cambiato',
	'letter.moved.text': 'Il tuo account di {support} ora usa {email}. A questo indirizzo non scriveremo più.',
	'letter.moved.notYou': 'Non sei tu? Avvisa subito {support}.',
} as const
