import { readFileSync } from 'node:fs'
import { locales } from '../../../src/domain/account.ts'
import { type Exhibit, exhibits, platforms, themes, widths } from './exhibits.ts'

const style = readFileSync(new URL('style.css', import.meta.url), 'utf8')

/** What is chosen of each, by name; the empty text chooses all. */
export type Choice = Readonly<Record<'view' | 'platform' | 'language' | 'example' | 'theme', string>>

const titles: Readonly<Record<string, string>> = {
	slack: 'Slack',
	teams: 'Teams',
	web: 'Web page',
	mail: 'Mail',
	en: 'English',
	it: 'Italian',
	light: 'Light',
	dark: 'Dark',
}

const fields = [
	{ name: 'view', label: 'View', of: unique(({ view }) => view) },
	{ name: 'platform', label: 'Platform', of: platforms },
	{ name: 'language', label: 'Language', of: locales },
	{ name: 'example', label: 'Example', of: unique(({ example }) => example) },
] as const

/** Those that are chosen. */
export function chosen({ view, platform, language, example }: Choice): readonly Exhibit[] {
	return exhibits.filter(
		each =>
			(!view || each.view === view) &&
			(!platform || each.platform === platform) &&
			(!language || each.locale === language) &&
			(!example || each.example === example),
	)
}

/** The page, with what is chosen in frames of their own. */
export function pageOf(choice: Choice): string {
	const theme = choice.theme === 'dark' ? 'dark' : 'light'
	const shown = chosen(choice)
	const groups = new Map<string, Exhibit[]>()
	for (const each of shown) {
		const title = `${each.view}, ${each.example} · ${titles[each.locale]}`
		groups.set(title, [...(groups.get(title) ?? []), each])
	}
	return `<!doctype html>
<html lang="en" data-theme="${theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Every view of Sportello</title>
<link rel="icon" href="/gallery/icon.svg" type="image/svg+xml">
<style>${style}</style>
</head>
<body>
<header>
<h1>Every view</h1>
<form method="get">
${fields.map(({ name, label, of }) => select(name, label, ['', ...of], choice[name])).join('\n')}
${select('theme', 'Theme', themes, theme)}
<button type="submit">Show</button>
</form>
<p role="status">${shown.length} of ${exhibits.length}</p>
</header>
<main>
${[...groups].map(([title, group]) => section(title, group, theme)).join('\n')}
${shown.length === 0 ? '<p>There is no such example.</p>' : ''}
</main>
<script type="module" src="/gallery/client.js"></script>
</body>
</html>`
}

function section(title: string, group: readonly Exhibit[], theme: string): string {
	const frames = group.map(({ platform, path }) => {
		const named = `${titles[platform]}: ${title}`
		const src = `/gallery/frame/${path}?theme=${theme}`
		return `<figure style="width: ${widths[platform]}px">
<figcaption><a href="${src}">${titles[platform]}</a></figcaption>
<iframe src="${src}" title="${named}" loading="lazy" sandbox="allow-scripts allow-same-origin"></iframe>
</figure>`
	})
	return `<section>
<h2>${title}</h2>
<div>${frames.join('\n')}</div>
</section>`
}

function select(name: string, label: string, options: readonly string[], value: string): string {
	const all = options.map(
		option =>
			`<option value="${option}"${option === value ? ' selected' : ''}>${option ? (titles[option] ?? option) : 'all'}</option>`,
	)
	return `<label>${label} <select name="${name}">${all.join('')}</select></label>`
}

function unique(part: (exhibit: Exhibit) => string): readonly string[] {
	return [...new Set(exhibits.map(part))]
}
