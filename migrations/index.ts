import { accounts } from './0001-accounts.ts'
import { links } from './0002-links.ts'
import { tickets } from './0003-tickets.ts'
import { search } from './0004-search.ts'
import { work } from './0005-work.ts'
import { places } from './0006-places.ts'
import { signIns } from './0007-sign-ins.ts'
import { fileKeys } from './0008-file-keys.ts'
import { notices } from './0009-notices.ts'
import { desk } from './0010-desk.ts'
import { rooms } from './0011-rooms.ts'
import { api } from './0012-api.ts'
import { installations } from './0013-installations.ts'
import { webhooks } from './0014-webhooks.ts'
import { instances } from './0016-instances.ts'
import { authors } from './0017-authors.ts'
import { shelves } from './0018-shelves.ts'
import type { Migration } from './migration.ts'

export type { Migration } from './migration.ts'

/** Every step of the schema, in order. Released ones stay as they are; a change is a new one at the end. */
export const migrations: readonly Migration[] = [
	accounts,
	links,
	tickets,
	search,
	work,
	places,
	signIns,
	fileKeys,
	notices,
	desk,
	rooms,
	api,
	installations,
	webhooks,
	instances,
	authors,
	shelves,
]
