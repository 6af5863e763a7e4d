import { startPostgres } from '../../adapters/database/postgres-server.ts'
import { print, type Row, readOptions } from '../report.ts'
import { checkInstances, type Report } from './check.ts'
import { plans } from './plans.ts'

/** Milliseconds: Slack and Teams wait so long for an answer; a stop and a takeover may take so long. */
const bars = { answer: 3_000, teams: 15_000, stop: 10_000, takeover: 30_000 } as const

const options = readOptions()
const { full, note, seed } = options
const plan = full ? plans.full : plans.short
note(
	`${plan.rounds} rounds over three instances, one kill in each, ${plan.people} people in Slack, ${plan.inTeams} in Teams, --seed ${seed}`,
)
const server = await startPostgres()
try {
	const report = await checkInstances({
		...plan,
		seed,
		note,
		databaseUrl: await server.newDatabase('template0'),
	})
	for (const { event, message } of report.faults) note(`logged: ${event}: ${message}`)
	const { toSlack, toTeams } = report.requests
	const late = toSlack.filter(milliseconds => milliseconds > bars.answer).length
	const lateToTeams = toTeams.filter(milliseconds => milliseconds > bars.teams).length
	const { requests, stops, takeovers } = report
	const breaches = [
		...report.breaches,
		...(late > 0 ? [`${late} answers to Slack came after 3 s`] : []),
		...(lateToTeams > 0 ? [`${lateToTeams} answers to Teams came after 15 s`] : []),
		...(requests.turnedAway > 0 ? [`${requests.turnedAway} were told to come again`] : []),
		...stops.filter(took => took > bars.stop).map(took => `a stop took ${Math.round(took)} ms`),
		...takeovers
			.filter(({ milliseconds }) => milliseconds > bars.takeover)
			.map(({ milliseconds }) => `what a dead one held was taken over after ${milliseconds} ms`),
	]
	print({ rows: rows(report, { late, lateToTeams }, breaches), breaches }, options, {
		...plan,
		...report,
		breaches,
	})
} finally {
	await server.stop()
}

function rows(
	report: Report,
	{ late, lateToTeams }: { readonly late: number; readonly lateToTeams: number },
	breaches: readonly string[],
): readonly Row[] {
	const { requests, kept, unheard, files, news, takeovers, stops, ended } = report
	const { toSlack, toTeams } = requests
	const one = (list: readonly number[], share: number) =>
		Math.round(list[Math.ceil(list.length * share) - 1] ?? 0)
	return [
		['requests answered', requests.answered],
		['… failed', requests.failed],
		['… told to come again, for want of time', requests.turnedAway],
		['… not accepted by one that still was said to be ready', requests.refused],
		['… cut off by a kill', requests.cutOff],
		['answers to Slack (commands, buttons, forms, events)', toSlack.length],
		['… median, 99 of 100, the longest (ms)', [0.5, 0.99, 1].map(share => one(toSlack, share)).join(', ')],
		['… after 3 s', late],
		['answers to Teams (messages, Action.Execute)', toTeams.length],
		['… median, 99 of 100, the longest (ms)', [0.5, 0.99, 1].map(share => one(toTeams, share)).join(', ')],
		['… after 15 s', lateToTeams],
		['ended by SIGTERM and started again', stops.length],
		['… the longest end (ms; bar 10,000)', Math.round(Math.max(0, ...stops))],
		['killed as they held work', takeovers.filter(({ held }) => held > 0).length],
		[
			'… taken over, the longest (ms; bar 30,000)',
			Math.max(0, ...takeovers.map(({ milliseconds }) => milliseconds)),
		],
		...Object.entries(kept).map(
			([kind, { acknowledged, there }]) =>
				[`acknowledged as ${kind}, and there once`, `${acknowledged}, ${there}`] as const,
		),
		['files acknowledged, and there to the byte', `${files.acknowledged}, ${files.there}`],
		['writes of which nothing was heard, of these there', `${unheard.acts}, ${unheard.there}`],
		['asked for again where nothing was heard', report.askedAgain],
		['answers to be told, and told', `${news.due}, ${news.told}`],
		['… of these in Teams', news.inTeams],
		['… missing', news.missing],
		['… told or posted again, as a kill came before the mark', report.toldAgain],
		['looked for on other instances what one had ended', ended.looks],
		['… gone there within (ms; bar 1,000)', ended.longest],
		['errors that were logged', report.faults.length],
		['the whole took (s)', Math.round(report.milliseconds / 1_000)],
		['breaches', breaches.length],
	]
}
