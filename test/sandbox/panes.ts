import { mail } from './mail/index.ts'
import type { Pane } from './pane.ts'
import { portal } from './portal/index.ts'

/** The sandbox's windows, in the order in which they stand. */
export const panes: readonly Pane[] = [mail, portal]
