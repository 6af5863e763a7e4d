import { account } from './account.ts'
import { agents } from './agents.ts'
import { chat } from './chat.ts'
import { desk } from './desk.ts'
import { letters } from './letters.ts'
import { notices } from './notices.ts'
import { passwords } from './passwords.ts'
import { portal } from './portal.ts'
import { requests } from './requests.ts'
import { web } from './web.ts'

/**
 * Everything the product says, in English. The keys and the arguments in braces are the contract that every
 * other language keeps. ICU MessageFormat; the text within a plural's branch always holds a # or a space.
 */
export const en = {
	...requests,
	...account,
	...agents,
	...chat,
	...desk,
	...letters,
	...notices,
	...passwords,
	...portal,
	...web,
} as const
