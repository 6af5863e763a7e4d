import type { en } from '../en/index.ts'
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

/** Everything the product says, in Italian; people are addressed with tu. */
export const it = {
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
} satisfies Record<keyof typeof en, string>
