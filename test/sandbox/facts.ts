import type { Reader } from './people.ts'
import type { Step, StepId } from './tour/steps.ts'

type PaneName = 'slack' | 'teams' | 'mail' | 'portal'

/** What the shell knows from the start. */
export type ShellFacts = {
	readonly panes: readonly {
		readonly name: PaneName
		readonly title: string
		readonly readers: readonly { readonly name: Reader; readonly label: string }[]
	}[]
	readonly steps: readonly Step[]
	/** Where the service says that it is. */
	readonly publicUrl: string
}

/** How things stand. */
export type Standing = {
	/** The service's time and how far it is ahead of the machine's, in milliseconds. */
	readonly now: number
	readonly ahead: number
	readonly done: readonly StepId[]
}
