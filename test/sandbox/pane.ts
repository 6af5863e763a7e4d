import type { Hono } from 'hono'
import type { Stage } from './stage.ts'

/**
 * One of the sandbox's windows: a page of its own at `/NAME/?as=ada&theme=light`, shown in a frame beside the
 * others. What its page and the shell around it say to each other is in `browser/between.ts`.
 */
export type Pane = {
	readonly name: 'slack' | 'teams' | 'mail' | 'portal'
	readonly title: string
	/** Answers everything beneath `/NAME/`. */
	routes(stage: Stage): Hono
}
