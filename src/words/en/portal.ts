/** What the portal says beside the views: navigation, settings, and what can go wrong in a browser. */
export const portal = {
	// Around every page
	'portal.title': '{page} · {support}',
	'portal.title.error': 'Please check: {page}',
	'portal.skip': 'Skip to content',
	'portal.nav': 'Main',
	'portal.queue': 'Queue',
	'portal.requests': 'Requests',
	'portal.settings': 'Settings',
	'portal.signOut': 'Sign out',
	'portal.languages': 'Language',
	'portal.footer': 'Requests to {support}',
	'portal.errors': '{count, plural, one {Please check one thing} other {Please check # things}}',
	'portal.optional': '(optional)',
	'portal.pages': 'Pages',
	'portal.home': 'Home',

	// Lists and requests
	'portal.count': '{count, plural, one {# request} other {# requests}}',
	'portal.list': 'Requests on this page',
	'portal.details': 'Details',
	'portal.conversation': 'Conversation',
	'portal.actions': 'What you can do',
	'portal.more': 'More',
	'portal.filters': 'Filter and search',
	'portal.attachments': 'Attached files',
	'portal.kept': 'Files already uploaded',
	'portal.kept.hint': 'They are sent with your message. Untick what you do not want to send.',
	'portal.kept.file': '{name} ({size})',

	// What can go wrong
	'portal.notFound': 'Page not found',
	'portal.notFound.text': 'There is nothing at this address, or you may not see it.',
	'portal.forbidden': 'That did not come from here',
	'portal.forbidden.text':
		'For your safety the portal only takes what is sent from its own pages, at {address}. Nothing was changed. Open the page again and send it from there.',
	'portal.malformed': 'We could not read that',
	'portal.malformed.text':
		'What arrived is not what our pages send. Nothing was changed. Go back, reload the page and try again.',
	'portal.large': 'That is too much at once',
	'portal.large.text':
		'What was sent is larger than {count, plural, one {# file} other {# files}} of {size}. Nothing was changed. Go back and choose fewer or smaller files; your text is still there.',
	'portal.signedOut': 'You are signed out',
	'portal.signedOut.text':
		'You have been away for a while, so what you sent was not taken. Sign in in another tab, then come back here, go back one page and send it again: your text is still there.',
	'portal.busy': 'Very busy just now',
	'portal.busy.text':
		'Too many people are signing in at this moment. Please load this page again in a few seconds: what you typed is sent once more.',

	// Signing in
	'portal.signIn': 'Sign in',
	'portal.signIn.intro': 'See your requests and write to {support}.',
	'portal.signIn.email': 'Email address',
	'portal.signIn.password': 'Password',
	'portal.signIn.new': 'New here?',
	'portal.signUp.invited': 'By invitation only',
	'portal.signUp.invited.text': 'Accounts here are made by invitation. Ask {support} for one.',
	'portal.signUp.domains': 'For addresses of {domains}.',
	'portal.signIn.needed': 'Sign in to go on.',
	'portal.signedOut.done': 'You have signed out.',
	'portal.signUp.have': 'Already have an account?',
	'portal.mailed': 'Check your email',
	'portal.mailed.signUp':
		'We sent an email to {email}. Open the link in it to set your password; it works for 24 hours.',
	'portal.mailed.forgot':
		'If {email} has an account, an email with a link is on its way; the link works for 30 minutes.',
	'portal.mailed.none':
		'Nothing came? Look in your spam folder and check the address. Only one email goes to an address in 15 minutes, and only a few in a day, so you may have to try again later.',
	'portal.mailed.again': 'Use another address',

	// Setting a password
	'portal.password.title': 'Set your password',
	'portal.password.for': 'For {email}.',
	'portal.password.new': 'New password',
	'portal.password.hint':
		'At least {count, number} characters. A few words that only you would put together work well.',
	'portal.password.submit': 'Set password',
	'portal.password.again': 'Repeat the new password',
	'portal.password.done': 'Your password is set. Sign in with it.',
	'portal.password.gone': 'This link is no longer valid',
	'portal.password.gone.text':
		'It was used already, is too old, or a newer one was sent. Ask for a new one and use the most recent email.',
	'portal.address.title': 'Confirm your email address',
	'portal.address.text':
		'Once you confirm it, {email} is your address here, for signing in and for our emails.',
	'portal.address.submit': 'Confirm address',
	'portal.address.done': '{email} is confirmed.',

	// Settings
	'portal.settings.profile': 'Profile',
	'portal.settings.firstName': 'First name',
	'portal.settings.lastName': 'Last name',
	'portal.settings.language': 'Language',
	'portal.settings.timeZone': 'Time zone',
	'portal.settings.timeZone.none': 'Not set (UTC)',
	'portal.settings.timeZone.hint': 'For times and quiet hours, for example Europe/Rome.',
	'portal.settings.timeZone.wrong':
		'“{zone}” is not a time zone that we know. Write it as a continent and a city, for example Europe/Rome.',
	'portal.settings.save': 'Save',
	'portal.settings.saved': 'Saved.',
	'portal.settings.email': 'Email address',
	'portal.settings.email.now': 'Your address is {email}.',
	'portal.settings.email.new': 'New email address',
	'portal.settings.email.hint': 'It takes effect once you follow the link in the email that we send there.',
	'portal.settings.email.submit': 'Change address',
	'portal.settings.email.asked':
		'We sent an email to {email}. Follow the link in it to make that your address.',
	'portal.settings.email.same': 'That is already your address.',
	'portal.settings.password': 'Password',
	'portal.settings.password.now': 'Current password',
	'portal.settings.password.submit': 'Change password',
	'portal.settings.password.wrong': 'That is not your password.',
	'portal.settings.password.tooMany':
		'There were too many wrong passwords, so none is checked for now. Try again in {minutes, plural, one {# minute} other {# minutes}}.',
	'portal.settings.password.done': 'Your password is changed. Every other session was signed out.',
	'portal.settings.sessions': 'Where you are signed in',
	'portal.settings.session.this': 'This browser',
	'portal.settings.session.seen': 'Last used {seen}, signed in {started}',
	'portal.settings.session.unknown': 'Unknown browser',
	'portal.settings.session.end': 'Sign out',
	'portal.settings.session.ended': 'That session was signed out.',
	'portal.settings.sessions.endOthers': 'Sign out everywhere else',
	'portal.settings.sessions.othersEnded': 'You are now signed in here only.',
	'portal.settings.sessions.endAll': 'Sign out everywhere',
	'portal.settings.chats': 'Connected chats',
	'portal.settings.chats.none': 'No chat is connected to your account.',
	'portal.settings.chats.since': '{platform}, connected {date}',
	'portal.settings.chats.connect.text':
		'To read and answer your requests in a chat, ask for a code here and type it there.',
	'portal.settings.chats.code': 'Your code',
	'portal.settings.chats.code.text':
		'Type this in a direct message to the support bot. The code works once, within {minutes, plural, one {# minute} other {# minutes}}; do not give it to anyone.',
	'portal.settings.chats.submit': 'Show a code',
	'portal.settings.chats.disconnect': 'Disconnect',
	'portal.settings.chats.disconnected': 'Disconnected.',
	'portal.settings.chats.forget': 'Forget this chat',
	'portal.settings.chats.which': 'The chat of {name} in {platform}.',
	'portal.settings.chats.forgotten': 'Disconnected, and nothing about you in that chat is kept.',
	'portal.settings.data': 'My data',
	'portal.settings.data.export': 'Get a copy of my data',
	'portal.settings.data.text':
		'Your account, your requests and their conversations, as one file. To have your account erased, write to {support} in a new request.',
} as const
