import type { Context } from '../commands/context.ts'

/** What the acts of the portal's own pages need; a command's context is enough. */
export type Acts = Pick<Context, 'ports' | 'say'>

/** What is the matter with what was filled in, by field name, in the person's words; `form`: with all of it. */
export type Errors = Readonly<Record<string, string>>
