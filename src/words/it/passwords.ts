/** Password e accesso: perché no, e che cosa aiuta. */
export const passwords = {
	'signin.refused':
		'L’indirizzo email e la password non corrispondono. Dopo troppi tentativi sbagliati anche la password giusta viene rifiutata, al massimo per {minutes, plural, one {# minuto} many {# di minuti} other {# minuti}}: aspetta, oppure imposta una nuova password.',
	'password.short':
		'Servono almeno {least, number} caratteri. Tre o quattro parole senza legami tra loro sono facili da ricordare e difficili da indovinare.',
	'password.long': 'È troppo lunga: può avere al massimo {most, number} caratteri.',
	'password.common':
		'La usano in molti, perciò è una delle prime che si provano. Scegli tre o quattro parole che non c’entrano l’una con l’altra.',
	'password.context':
		'È composta soprattutto dal tuo nome, dal tuo indirizzo o dal nostro nome, le prime cose che si provano. Scegli parole che non c’entrano con te né con noi.',
	'password.repeated':
		'Ripetere gli stessi caratteri aiuta poco. Aggiungi una o due parole che non hai ancora usato.',
	'password.sequence':
		'Le serie come abcd, 4321 o i tasti vicini sono tra le prime cose che si provano. Usa piuttosto qualche parola senza legami tra loro.',
	'password.weak':
		'È ancora troppo facile da indovinare. Aggiungi una o due parole che di solito non stanno insieme.',
	'password.differs': 'Le due password sono diverse. Scrivi due volte la stessa.',
} as const
