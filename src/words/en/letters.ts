/** Mail. */
export const letters = {
	// Letters
	'letter.hello': 'Hello {name},',
	'letter.code.subject': 'Your code to connect your account',
	'letter.code.preview': 'Type it where you asked for it.',
	'letter.code.heading': 'Connect your account',
	'letter.code.text':
		'{who} on {platform} asked to be connected to your {support} account. If that is you, type this code there:',
	'letter.code.someone': 'Someone',
	'letter.code.validity':
		'It is valid for {minutes, plural, one {# minute} other {# minutes}} and only for that person.',
	'letter.code.notYou':
		'Not you? Then do nothing, and do not give this code to anyone: whoever types it can read and answer your requests.',
	'letter.unknown.subject': 'There is no account for this address yet',
	'letter.unknown.preview': 'How to sign up.',
	'letter.unknown.heading': 'No account yet',
	'letter.unknown.text':
		'Someone asked to connect a chat on {platform} to a {support} account for this address. There is none.',
	'letter.unknown.action': 'Sign up',
	'letter.linked.subject': 'A chat was connected to your account',
	'letter.linked.preview': 'If it was not you, disconnect it.',
	'letter.linked.heading': 'Chat connected',
	'letter.linked.text':
		'{who} on {platform} is now connected to your {support} account and can read and answer your requests.',
	'letter.linked.action': 'See connected chats',
	'letter.linked.notYou': 'Not you? Disconnect it there at once, or tell {support}.',
	'letter.notYou': 'Not you? Then there is nothing you need to do.',
	'letter.welcome.subject': 'Welcome to {support}',
	'letter.welcome.preview': 'Set your password to finish.',
	'letter.welcome.heading': 'Welcome to {support}',
	'letter.welcome.text':
		'Your account is almost ready. Set a password to open requests, follow them on the web and connect your chats.',
	'letter.welcome.validity': 'The link works once, for {hours, plural, one {# hour} other {# hours}}.',
	'letter.welcome.action': 'Create a password',
	'letter.exists.subject': 'You already have an account with {support}',
	'letter.exists.preview': 'Sign in, or set a new password.',
	'letter.exists.heading': 'You already have an account',
	'letter.exists.text':
		'Someone asked for a {support} account with this address. You have one already, so nothing was changed.',
	'letter.exists.action': 'Sign in',
	'letter.exists.forgot': 'Forgot your password? Set a new one: {url}',
	'letter.invited.subject': 'Your request for an account with {support}',
	'letter.invited.preview': 'Accounts are by invitation.',
	'letter.invited.heading': 'Accounts are by invitation',
	'letter.invited.text':
		'Someone asked for a {support} account with this address. Accounts are by invitation only: please ask whoever runs {support} for one.',
	'letter.reset.subject': 'Set a new password for {support}',
	'letter.reset.preview': 'The link works once.',
	'letter.reset.heading': 'Set a new password',
	'letter.reset.text':
		'Someone asked for a new password for your {support} account. Your old one works until you set a new one.',
	'letter.reset.validity': 'The link works once, for {minutes, plural, one {# minute} other {# minutes}}.',
	'letter.reset.action': 'Set a new password',
	'letter.reset.unknown':
		'Someone asked for a new password for a {support} account with this address. There is none.',
	'letter.changed.subject': 'Your {support} password was changed',
	'letter.changed.preview': 'If it was not you, set a new one at once.',
	'letter.changed.heading': 'Password changed',
	'letter.changed.text':
		'The password of your {support} account was changed, and everyone else who was signed in was signed out. Not you? Set a new one at once.',
	'letter.changed.action': 'Set a new password',
	'letter.address.subject': 'Is this your address for {support}?',
	'letter.address.preview': 'Confirm it to finish.',
	'letter.address.heading': 'Confirm your address',
	'letter.address.text':
		'Someone wants to use this address for a {support} account from now on. If that is you, confirm it.',
	'letter.address.action': 'Confirm address',
	'letter.moved.subject': 'Your {support} account has a new address',
	'letter.moved.preview': 'This one is no longer used.',
	'letter.moved.heading': 'Email address changed',
	'letter.moved.text': 'Your {support} account now uses {email}. We no longer write to this address.',
	'letter.moved.notYou': 'Not you? Tell {support} at once.',
} as const
