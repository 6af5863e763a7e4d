import { mail } from './mail/index.ts'
import type { Pane } from './pane.ts'
import { portal } from './portal/index.ts'
import { slackPane } from './slack/index.ts'
import { teamsPane } from './teams/index.ts'

/** The sandbox's windows, in the order in which they stand. */
export const panes: readonly Pane[] = [slackPane, teamsPane, mail, portal]
