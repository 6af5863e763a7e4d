import { act } from './act.tsx'
import { answers, queue, rightsOf } from './desk.tsx'
import { forgotPage, forgotPost, signUpPage, signUpPost } from './letters.tsx'
import { help, home, list, newRequest, request, search, ticketAct, start } from './requests.tsx'
import { settingsPage, settingsPost } from './settings.tsx'
import { signInPage, signInPost, signOutPost } from './sign-in.tsx'
import { addressPage, addressPost, setPasswordPage, setPasswordPost } from './tokens.tsx'
import { unsubscribePage, unsubscribePost } from './unsubscribe.tsx'

/** The portal's pages, by their row in the table of routes. */
export const pages = {
	'GET /': start,
	'GET /home': home,
	'GET /help': help,
	'GET /requests': list,
	'GET /requests/search': search,
	'GET /requests/new': newRequest,
	'GET /requests/:number': request,
	'GET /requests/:number/:act': ticketAct,
	'GET /queue': queue,
	'GET /answers': answers,
	'GET /history': rightsOf,
	'POST /requests/new': act,
	'POST /requests/:number': act,
	'POST /requests/:number/:act': act,
	'POST /do': act,
	'GET /settings': settingsPage,
	'POST /settings': settingsPost,
	'GET /address': addressPage,
	'POST /address': addressPost,
	'GET /sign-in': signInPage,
	'POST /sign-in': signInPost,
	'POST /sign-out': signOutPost,
	'GET /sign-up': signUpPage,
	'POST /sign-up': signUpPost,
	'GET /password/forgot': forgotPage,
	'POST /password/forgot': forgotPost,
	'GET /password/set': setPasswordPage,
	'POST /password/set': setPasswordPost,
	'GET /unsubscribe/:token': unsubscribePage,
	'POST /unsubscribe/:token': unsubscribePost,
} as const
