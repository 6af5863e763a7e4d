/** Password e accesso: perché no, e che cosa aiuta. */
export const passwords = {
	'signin.refused':
		'L’indirizzo email e la password non corrispondono. Dopo troppi tentativi sbagliati anche la password giusta viene rifiutata, al massimo per {minutes, plural, one {# minuto} many {# di minuti} other {# minuti}}: aspetta, oppure imposta una nuova password.',
	'password.short':
		'Servono almeno {least, number} caratteri. Tre o quattro parole senza legami tra loro si ricordano bene e si indovinano male.',
	'password.long': 'È troppo lunga: ci stanno al massimo {most, number} caratteri.',
	'password.common':
		'È una delle password che si provano per prime, perché la usano in molti. Scegli tre o quattro parole che non c’entrano l’una con l’altra.',
	'password.context':
		'È fatta soprattutto del tuo nome, del tuo indirizzo o dei nostri, che si provano per primi. Scegli parole che non c’entrano con te né con noi.',
	'password.repeated':
		'Ripetere gli stessi caratteri aiuta poco. Aggiungi una o due parole che non hai ancora usato.',
	'password.sequence':
		'Le serie come abcd, 4321 o i tasti vicini si provano per prime. Metti al loro posto qualche parola senza legami.',
	'password.weak': 'Si potrebbe indovinare. Aggiungi una o due parole che di solito non stanno insieme.',
	'password.differs': 'Le due password sono diverse. Scrivi due volte la stessa.',
} as const
