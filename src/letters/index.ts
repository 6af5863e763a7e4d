import type { Ports } from '../ports/index.ts'
import type { LetterRequest } from '../ports/jobs.ts'
import {
	addressChangedLetter,
	addressLetter,
	inviteLetter,
	passwordChangedLetter,
	resetLetter,
	signUpLetter,
} from './account.ts'
import type { Addressed } from './compose.ts'
import { connectCodeLetter, linkedLetter } from './connect.ts'

/**
 * Writes the letter that a job asks for, at the moment it is sent: accounts are looked up now, and a secret
 * it carries is derived from the job, so that the next try carries the same.
 * @returns undefined when there is nobody to write to any more
 */
export async function writeLetter(
	ports: Ports,
	job: string,
	request: LetterRequest,
): Promise<Addressed | undefined> {
	switch (request.purpose) {
		case 'connect-code':
			return connectCodeLetter(ports, job, request)
		case 'linked':
			return linkedLetter(ports, request)
		case 'sign-up':
			return signUpLetter(ports, job, request)
		case 'invite':
			return inviteLetter(ports, job, request)
		case 'reset':
			return resetLetter(ports, job, request)
		case 'password-changed':
			return passwordChangedLetter(ports, request)
		case 'address':
			return addressLetter(ports, job, request)
		case 'address-changed':
			return addressChangedLetter(ports, request)
	}
}
