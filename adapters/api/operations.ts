import type { Operation } from './operation.ts'
import { accounts } from './resources/accounts.ts'
import { comments } from './resources/comments.ts'
import { files } from './resources/files.ts'
import { organizations } from './resources/organizations.ts'
import { tickets } from './resources/tickets.ts'

/** All that the API does. What answers and what the document says are made from this. */
export const operations: readonly Operation[] = [
	...tickets,
	...comments,
	...files,
	...accounts,
	...organizations,
]
