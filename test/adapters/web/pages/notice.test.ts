import { expect, test } from 'vitest'
import type { Page } from '../../../../adapters/web/page.ts'
import { renderView, titleOf } from '../../../../adapters/web/render/index.tsx'
import { locales } from '../../../../src/domain/account.ts'
import type { View } from '../../../../src/views/view.ts'
import { wordsOf } from '../../../../src/words/index.ts'
import { noticeExample, stateExample } from '../../../views/notices.ts'

function html(view: View): string {
	const page: Page = {
		say: wordsOf(view.locale),
		locale: view.locale,
		support: 'Acme Support',
		here: '/requests',
		back: '/requests',
		once: 'once',
		style: '/style',
		icon: '/icon',
	}
	const element: { toString(): string } = renderView(view, page)
	return element.toString()
}

test.each(locales)('a notice shows what is new, where the request stands and what comes next: %s', locale => {
	const notice = noticeExample(locale, 'usual')
	const shown = html(notice)
	expect(titleOf(notice, { say: wordsOf(locale) })).toBe(notice.title)
	expect(shown).toContain(`<h1 dir="auto">${notice.title}</h1>`)
	expect(shown).toContain(`<span class="pill awaiting">${notice.ticket.status.label}</span>`)
	expect(shown).toContain('href="/requests/1042"')
	for (const { headline, at } of notice.news) {
		expect(shown).toContain(headline)
		expect(shown).toContain(at.text)
	}
	expect(shown).toContain('id="comment-2"')
	// Answering is the form, so it is not offered once more.
	expect(shown).toContain('<form method="post" action="/requests/1042#reply"')
	expect(shown).toContain('name="text"')
	expect(shown).not.toContain('href="/requests/1042#reply"')
	for (const { label, command } of notice.actions)
		if (command.do !== 'reply') expect(shown).toContain(`>${label}</`)
})

test('to whoever cannot answer, only the state and what was said last', () => {
	const shown = html(stateExample('en', 'usual'))
	expect(shown).toContain('Written last')
	expect(shown).toContain('id="comment-3"')
	expect(shown).not.toContain('<ol class="news"')
	expect(shown).not.toContain('<textarea')
	expect(shown).toContain('#reply')
})
