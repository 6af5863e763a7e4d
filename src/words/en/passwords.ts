/** Passwords and signing in: why not, and what helps. */
export const passwords = {
	'signin.refused':
		'That email address and password do not match. After too many wrong tries even the right password is refused, for up to {minutes, plural, one {# minute} other {# minutes}}: wait, or set a new password.',
	'password.short':
		'Use at least {least, number} characters. Three or four unrelated words are easy to remember and hard to guess.',
	'password.long': 'That is too long: at most {most, number} characters fit.',
	'password.common':
		'This is one of the passwords that are tried first, because many people use it. Take three or four words that have nothing to do with one another.',
	'password.context':
		'This is mostly your name, your address or ours, which are tried first. Take words that have nothing to do with you or with us.',
	'password.repeated':
		'Repeating the same characters adds little. Add a word or two that you have not used yet.',
	'password.sequence':
		'Runs such as abcd, 4321 or keys in a row are tried first. Put a few unrelated words in their place.',
	'password.weak': 'This could be guessed. Add another word or two that are not usually found together.',
	'password.differs': 'The two passwords differ. Write the same one twice.',
} as const
