import { useState } from 'hono/jsx/dom'
import type { Standing } from '../facts.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const moves = [
	{ label: '+15 min', by: 15 * minute },
	{ label: '+1 h', by: hour },
	{ label: '+1 day', by: day },
	{ label: '+4 days', by: 4 * day },
	{ label: '+7 days', by: 7 * day },
] as const

type Props = { readonly standing: Standing | undefined; readonly move: (by: number) => Promise<void> }

/** What time it is for the service and everybody, and how to let time pass. */
export function Clock({ standing, move }: Props) {
	const [moving, setMoving] = useState(false)
	const pass = async (by: number) => {
		setMoving(true)
		await move(by).finally(() => setMoving(false))
	}
	return (
		<div class="clock" role="group" aria-label="Clock">
			<p role="status">
				{standing ? (
					<>
						<time dateTime={new Date(standing.now).toISOString()}>{shown(standing.now)}</time> in Rome
						{standing.ahead >= minute ? <span class="ahead"> {aheadBy(standing.ahead)}</span> : null}
					</>
				) : (
					'…'
				)}
			</p>
			<div class="moves">
				{moves.map(({ label, by }) => (
					<button key={label} type="button" disabled={moving} onClick={() => pass(by)}>
						{label}
					</button>
				))}
			</div>
		</div>
	)
}

/** Where everybody's chats are. */
function shown(now: number): string {
	return new Date(now).toLocaleString('en-GB', {
		weekday: 'short',
		day: 'numeric',
		month: 'short',
		hour: '2-digit',
		minute: '2-digit',
		timeZone: 'Europe/Rome',
	})
}

function aheadBy(ahead: number): string {
	const minutes = Math.round(ahead / minute)
	const parts = [
		[Math.floor(minutes / 1_440), 'd'],
		[Math.floor((minutes % 1_440) / 60), 'h'],
		[minutes % 60, 'min'],
	] as const
	return `+${parts
		.filter(([count]) => count > 0)
		.map(([count, unit]) => `${count} ${unit}`)
		.join(' ')}`
}
