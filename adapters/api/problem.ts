import * as z from 'zod'

/** What can go wrong, by the word that ends the problem's type: its title and the status it is answered with. */
const problems = {
	malformed: [400, 'The request cannot be read'],
	unauthorized: [401, 'The token is missing, unknown, expired or revoked'],
	scope: [403, 'The token does not have the scope'],
	forbidden: [403, 'The account may not do this'],
	absent: [404, 'There is no such thing'],
	method: [405, 'The address does not know the method'],
	conflict: [409, 'It does not go together with how things stand'],
	large: [413, 'The body is too large'],
	type: [415, 'The body is not of a type that is read here'],
	invalid: [422, 'The request has values that cannot be used'],
	reused: [422, 'The idempotency key stands for another request'],
	budget: [429, 'Too many requests'],
	failed: [500, 'Something went wrong'],
	busy: [503, 'Too much is under way'],
	unavailable: [503, 'What is kept cannot be read or written just now'],
} as const satisfies Record<string, readonly [status: number, title: string]>
export type ProblemKind = keyof typeof problems

/** RFC 9457; the type is to be compared, not opened. */
export const problemSchema = z
	.strictObject({
		type: z.string().meta({ description: 'urn:sportello:problem: and a word that stays what it is' }),
		title: z.string(),
		status: z.int(),
		detail: z.string().optional(),
		errors: z
			.array(z.strictObject({ at: z.string(), says: z.string() }))
			.optional()
			.meta({ description: 'What is the matter with which member' }),
		reference: z.string().optional().meta({ description: 'By which the log of the service names it' }),
	})
	.meta({ id: 'Problem', description: 'Why there is no other answer (RFC 9457)' })
export type ProblemBody = z.infer<typeof problemSchema>

/** Ends a request with a problem. */
export class Problem extends Error {
	readonly kind: ProblemKind
	readonly more: Pick<ProblemBody, 'detail' | 'errors' | 'reference'>
	readonly headers: Readonly<Record<string, string>>
	constructor(kind: ProblemKind, more: Problem['more'] = {}, headers: Readonly<Record<string, string>> = {}) {
		super(problems[kind][1])
		this.kind = kind
		this.more = more
		this.headers = headers
	}
}

export function bodyOfProblem({ kind, more }: Problem): ProblemBody {
	const [status, title] = problems[kind]
	return { type: `urn:sportello:problem:${kind}`, title, status, ...more }
}
