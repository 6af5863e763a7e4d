import type { SignIns } from '../../../src/ports/sign-ins.ts'
import { parseId } from '../ids.ts'
import type { Store } from '../store.ts'
import { transact } from '../store.ts'
import { proveAddress } from './address.ts'
import { ask, askAddress, invite } from './ask.ts'
import { attempt, forgive } from './attempts.ts'
import { knownByEmail } from './known.ts'
import { changePassword, setPassword } from './passwords.ts'
import { issueConnectCode } from './portal-codes.ts'
import { endSession, endSessions, find, sessionsOf, start } from './sessions.ts'
import { findToken, issueToken } from './tokens.ts'

export function databaseSignIns(store: Store): SignIns {
	return {
		ask: request => transact(store, change => ask(change, request)),
		invite: (account, doer) => transact(store, change => invite(change, account, doer)),
		issueToken: token => transact(store, change => issueToken(change, token)),
		findToken: hash => findToken(store, hash),
		setPassword: set => transact(store, change => setPassword(change, set)),
		passwordOf: email => knownByEmail(store.kysely, email),
		attempt: made => transact(store, change => attempt(change, made)),
		forgive: made => transact(store, change => forgive(change, made)),
		changePassword: changed => transact(store, change => changePassword(change, changed)),
		askAddress: (account, email) => transact(store, change => askAddress(change, account, email)),
		proveAddress: proof => transact(store, change => proveAddress(change, proof)),
		start: session => transact(store, change => start(change, session)),
		find: hash => find(store, hash),
		of: account => sessionsOf(store, account),
		end: session => transact(store, change => endSession(change, session)),
		async endAll(account, keep) {
			const id = parseId(account)
			if (id !== undefined) await transact(store, change => endSessions(change, id, keep))
		},
		issueConnectCode: code => transact(store, change => issueConnectCode(change, code)),
	}
}
