import type { SettableStatus } from '../../../src/rules/status.ts'

/** The people of the small company and its neighbours. */
export type Who = 'ada' | 'ben' | 'carla' | 'diego' | 'mallory'

export type SeedFile =
	| 'screenshot.png'
	| 'orders.csv'
	| 'printer.log'
	| 'invoice-2041.pdf'
	| 'planimetria.png'

export type Turn = {
	readonly by: Who
	readonly text: string
	/** What an agent sets in the same act. */
	readonly status?: SettableStatus
	readonly note?: boolean
	readonly files?: readonly SeedFile[]
}

/** One request from its beginning. Whoever of the agents answers first takes it. */
export type Story = {
	/** How many days ago it began. */
	readonly days: number
	readonly by: Who
	readonly subject: string
	readonly text: string
	readonly files?: readonly SeedFile[]
	readonly ccs?: readonly Who[]
	readonly turns?: readonly Turn[]
	/** What it is set to in the end, by itself. */
	readonly status?: SettableStatus
}
