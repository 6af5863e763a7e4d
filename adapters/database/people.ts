import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Account, AccountId } from '../../src/domain/account.ts'
import { fullName } from '../../src/domain/account.ts'
import type { Person } from '../../src/domain/ticket.ts'
import type { Preferences } from '../../src/ports/accounts.ts'
import { parseId } from './ids.ts'
import { paged } from './paged.ts'
import { prepared, type Reads } from './prepared.ts'
import type { AccountsTable } from './tables/accounts.ts'
import type { Tables } from './tables/index.ts'

/** An account with its organization's name and grant. */
type AccountRow = Omit<AccountsTable, 'id' | 'created_at'> & {
	readonly id: number
	readonly organization_name: string | null
	readonly organization_grant: Account['grant'] | null
}

export function selectAccounts(db: Kysely<Tables>) {
	return db
		.selectFrom('accounts as a')
		.leftJoin('organizations as o', 'o.id', 'a.organization_id')
		.select([
			'a.id',
			'a.email',
			'a.first_name',
			'a.last_name',
			'a.role',
			'a.organization_id',
			'a.grant_level',
			'a.locale',
			'a.time_zone',
			'a.proved',
			'a.disabled',
			'o.name as organization_name',
			'o.grant_level as organization_grant',
		])
}

export async function accountById(db: Kysely<Tables>, id: number | undefined): Promise<Account | undefined> {
	if (id === undefined) return undefined
	const row = await selectAccounts(db).where('a.id', '=', id).executeTakeFirst()
	return row && toAccount(row)
}

/** The same of what is committed, outside of any transaction. */
export async function readAccount(store: Reads, id: number | undefined): Promise<Account | undefined> {
	if (id === undefined) return undefined
	const [row] = await accountRow(store, { id })
	return row && toAccount(row)
}

const accountRow = prepared((db, { id }: { readonly id: number }) =>
	selectAccounts(db).where('a.id', '=', id).compile(),
)

export async function accountByEmail(db: Kysely<Tables>, email: string): Promise<Account | undefined> {
	const row = await selectAccounts(db).where('a.email', '=', email).executeTakeFirst()
	return row && toAccount(row)
}

/** The first so many by address after one. */
export async function someAccounts(
	db: Kysely<Tables>,
	after: string,
	size: number,
): Promise<readonly Account[]> {
	const rows = await selectAccounts(db).where('a.email', '>', after).orderBy('a.email').limit(size).execute()
	return rows.map(toAccount)
}

/** Everyone by address. */
export function allAccounts(db: Kysely<Tables>): AsyncIterable<Account> {
	return paged((last, limit) => someAccounts(db, last?.email ?? '', limit))
}

/** The first so many who work for support now, by address. */
export async function agents(db: Kysely<Tables>, size: number): Promise<readonly Account[]> {
	const rows = await selectAccounts(db)
		// As the partial index says it.
		.where(sql<boolean>`a.role <> 'user'`)
		.where('a.disabled', '=', 0)
		.orderBy('a.email')
		.limit(size)
		.execute()
	return rows.map(toAccount)
}

export function toAccount(row: AccountRow): Account {
	return {
		id: String(row.id),
		email: row.email,
		firstName: row.first_name,
		lastName: row.last_name,
		role: row.role,
		...(row.organization_id !== null && {
			organization: {
				id: String(row.organization_id),
				name: row.organization_name ?? '',
				grant: row.organization_grant ?? 'none',
			},
		}),
		grant: row.grant_level,
		...(row.locale !== null && { locale: row.locale }),
		...(row.time_zone !== null && { timeZone: row.time_zone }),
		proved: row.proved === 1,
		disabled: row.disabled === 1,
	}
}

/** What of an account others see. */
export type PersonRow = Pick<AccountsTable, 'email' | 'first_name' | 'last_name' | 'role'> & {
	readonly id: number
}

export function toPerson(row: PersonRow): Person {
	return {
		id: String(row.id),
		name: fullName({ firstName: row.first_name, lastName: row.last_name, email: row.email }),
		role: row.role,
	}
}

/** Whether an account works for support now. */
export async function isAgent(db: Kysely<Tables>, id: AccountId): Promise<boolean> {
	const account = await accountById(db, parseId(id))
	return account !== undefined && !account.disabled && account.role !== 'user'
}

/** What somebody has chosen, as it is kept; null where they have chosen nothing yet. */
export function toPreferences(content: string | null): Preferences {
	return content === null ? { notices: {} } : (JSON.parse(content) as Preferences)
}
