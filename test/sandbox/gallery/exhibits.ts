import { letterHtml } from '../../../adapters/email/render/letter.tsx'
import { fitted } from '../../../adapters/email/render/fit.ts'
import { type Locale, locales } from '../../../src/domain/account.ts'
import type { View, ViewKind } from '../../../src/views/view.ts'
import { examples } from '../../views/examples.ts'
import { letterExamples } from '../../views/letters.ts'
import { slackCardFrame, slackFrame, teamsCardFrame, teamsFrame, themed, webFrame } from './frames.ts'

export const platforms = ['slack', 'teams', 'web', 'mail'] as const
export type Platform = (typeof platforms)[number]
export const themes = ['light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** One example of one view, as one platform shows it in one language. */
export type Exhibit = {
	readonly platform: Platform
	readonly locale: Locale
	readonly kind: ViewKind | 'letter'
	/** What it is, in words: a view's kind, or what of it is shown. */
	readonly view: string
	/** `usual`, `largest`, `hostile`, or what is peculiar. */
	readonly example: string
	/** Of its frame, beneath `/gallery/frame/`, and of its pictures. */
	readonly path: string
	/** The frame's whole document. */
	draw(theme: Theme): string
}

/** In px, what each platform gives a view on a desktop. */
export const widths: Readonly<Record<Platform, number>> = { slack: 620, teams: 620, web: 960, mail: 640 }

/** Everything that there is to look at. */
export const exhibits: readonly Exhibit[] = locales.flatMap(locale => [
	...examples(locale).flatMap(({ name, view }) => (name.includes('heavy') ? [] : ofView(locale, name, view))),
	...letterExamples(locale).map(({ name, letter }) =>
		exhibit('mail', locale, 'letter', name, theme => themed(letterHtml(fitted(letter)), theme)),
	),
])

function ofView(locale: Locale, name: string, view: View): Exhibit[] {
	const { kind } = view
	const shown = [
		exhibit('slack', locale, kind, name, theme => slackFrame(view, theme)),
		exhibit('teams', locale, kind, name, theme => teamsFrame(view, theme)),
		exhibit('web', locale, kind, name, theme => webFrame(view, theme)),
	]
	if (view.kind !== 'ticket' || view.single) return shown
	const inChannel = name.replace('ticket', 'ticket in a channel')
	return [
		...shown,
		exhibit('slack', locale, kind, inChannel, theme => slackCardFrame(view, theme)),
		exhibit('teams', locale, kind, inChannel, theme => teamsCardFrame(view, theme)),
	]
}

function exhibit(
	platform: Platform,
	locale: Locale,
	kind: Exhibit['kind'],
	name: string,
	draw: Exhibit['draw'],
): Exhibit {
	const [view = '', example = ''] = name.split(', ')
	const path = `${platform}/${locale}/${name.replaceAll(/[^a-z]+/g, '-')}`
	return { platform, locale, kind, view, example, path, draw }
}
