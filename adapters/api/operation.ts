import type { IncomingMessage } from 'node:http'
import type * as z from 'zod'
import type { Account } from '../../src/domain/account.ts'
import type { ApiScope } from '../../src/ports/api-tokens.ts'
import type { Ports } from '../../src/ports/index.ts'
import type { Bytes } from '../../src/ports/outside.ts'
import type { Act } from '../../src/ports/tickets.ts'

type Shape = z.ZodObject
type Read<T> = T extends z.ZodType ? z.output<T> : undefined

/** A request that was let in and read. */
export type Asked<P = unknown, Q = unknown, B = unknown> = {
	readonly ports: Ports
	readonly account: Account
	readonly scopes: readonly ApiScope[]
	readonly path: P
	readonly query: Q
	readonly body: B
	/** Who acts, for the ports; with an idempotency key, the same again has its effect once. */
	readonly act: Act
	/** The same was asked before under the same idempotency key; `made` is the id of what came of it, if it is known. */
	readonly before?: { readonly made?: string }
	/** For what is read as a stream. */
	readonly incoming: IncomingMessage
}

/** What is answered when all is well. */
export type Answered = {
	readonly status?: 200 | 201 | 204
	readonly body?: unknown
	readonly headers?: Readonly<Record<string, string>>
	readonly file?: Bytes
	/** The id of what was made, where the ports cannot tell the same again from another. */
	readonly made?: string
}

export type Operation = {
	/** By which generated clients call it. */
	readonly name: string
	readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
	/** Below `/api/v1`; `{name}` stands for a member of `path`. */
	readonly at: string
	/** Absent: any token may. */
	readonly scope?: ApiScope
	readonly says: string
	readonly path?: Shape
	readonly query?: Shape
	/** `bytes`: whatever comes, as a stream. */
	readonly body?: z.ZodType | 'bytes'
	/** What the body of the answer is; absent: there is none. */
	readonly answer?: z.ZodType | 'bytes'
	readonly status: 200 | 201 | 204
	readonly run: (asked: Asked<never, never, never>) => Promise<Answered>
}

/** An operation whose handler gets what its own schemas read. */
export function operation<
	P extends Shape | undefined = undefined,
	Q extends Shape | undefined = undefined,
	B extends z.ZodType | 'bytes' | undefined = undefined,
>(
	defined: Omit<Operation, 'path' | 'query' | 'body' | 'run'> & {
		readonly path?: P
		readonly query?: Q
		readonly body?: B
		readonly run: (asked: Asked<Read<P>, Read<Q>, Read<B>>) => Promise<Answered>
	},
): Operation {
	return defined as unknown as Operation
}
