import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { teamsManifest } from '../../../adapters/teams/manifest.ts'
import { publishedFolder } from '../../published.ts'
import type { SandboxPerson } from '../people.ts'
import type { Given } from './between.ts'

export const themes = ['light', 'dark'] as const
export type Theme = (typeof themes)[number]

/**
 * Microsoft's settings of its renderer for Teams, with a font that machines without Segoe have beside it and, in the
 * dark, the red that Teams has by now: the published one is too faint to read.
 */
export function hostConfig(theme: Theme): object {
	const file = join(publishedFolder, 'adaptive-cards', `teams-${theme}.json`)
	return JSON.parse(readFileSync(file, 'utf8'), (key, value: unknown) => {
		if (key === 'fontFamily' && String(value).includes('Segoe')) return "'Segoe UI', 'Noto Sans', sans-serif"
		return theme === 'dark' && typeof value === 'string' ? value.replace(/d74654$/, 'e37d80') : value
	}) as object
}

const style = readFileSync(new URL('style.css', import.meta.url), 'utf8')

/** The whole page; everything else is drawn by its script. */
export function pageFor(given: Given, theme: Theme): string {
	const json = JSON.stringify(given).replaceAll('<', '\\u003c')
	return `<!doctype html>
<html lang="en" data-theme="${theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Teams as ${given.me.realName}</title>
<link rel="icon" href="/teams/icon.png">
<style>${style}</style>
</head>
<body>
<div id="root"></div>
<script type="application/json" id="given">${json}</script>
<script type="module" src="/teams/client.js"></script>
</body>
</html>`
}

/** What the app's manifest promises its users, and who this one is. */
export function givenTo(
	person: SandboxPerson,
	theme: Theme,
	{ publicUrl, appId }: { readonly publicUrl: string; readonly appId: string },
): Given {
	const { bots, composeExtensions } = teamsManifest({ publicUrl, appId })
	const lists = bots.flatMap(({ commandLists }) => commandLists)
	const listed = (scope: string) => lists.find(({ scopes }) => scopes.includes(scope))?.commands ?? []
	const [extension] = composeExtensions
	const commands = extension?.commands ?? []
	const search = commands.find(({ type }) => type === 'query')
	return {
		me: { name: person.name, realName: person.realName, id: person.teams },
		hostConfig: hostConfig(theme),
		commands: { chat: listed('personal'), channel: listed('team') },
		messageActions: commands.flatMap(({ id, title, description, type }) =>
			type === 'action' ? [{ id, title, description }] : [],
		),
		search: {
			title: search?.title ?? '',
			description: search?.description ?? '',
			hint: search && 'parameters' in search ? (search.parameters[0]?.description ?? '') : '',
		},
		domains: extension?.messageHandlers.flatMap(({ value }) => value.domains) ?? [],
	}
}
