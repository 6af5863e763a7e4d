/** Passwords and signing in: why not, and what helps. */
export const passwords = {
	'signin.refused':
		'That email address and password do not match. After too many wrong tries even the right password is refused, for up to {minutes, plural, one {# minute} other {# minutes}}: wait, or set a new password.',
	'password.short':
		'Use at least {least, number} characters. Three or four unrelated words are easy to remember and hard to guess.',
	'password.long': 'That is too long: at most {most, number} characters fit.',
	'password.common':
		'Many people use this password, so it is one of the first to be guessed. Choose three or four words that have nothing to do with one another.',
	'password.context':
		'This is mostly your name, your address or our name, and those are guessed first. Choose words that have nothing to do with you or with us.',
	'password.repeated':
		'Repeating the same characters adds little. Add a word or two that you have not used yet.',
	'password.sequence':
		'Runs such as abcd, 4321 or keys in a row are guessed first. Use a few unrelated words instead.',
	'password.weak':
		'This is still too easy to guess. Add another word or two that are not usually found together.',
	'password.differs': 'The two passwords differ. Type the same one twice.',
} as const
