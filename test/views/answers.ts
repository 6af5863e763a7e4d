import { sections } from '../../src/commands/definition.ts'
import { spoken } from '../../src/commands/parse.ts'
import type { Locale } from '../../src/domain/account.ts'
import { subjectLength } from '../../src/rules/limits.ts'
import type { FormView, HelpView, MessageView } from '../../src/views/view.ts'
import { formatOf } from '../../src/words/format.ts'
import { wordsOf } from '../../src/words/index.ts'
import { own, type Size } from './own.ts'
import { long } from './texts.ts'

export function formExample(locale: Locale, size: Size): FormView {
	const say = wordsOf(locale)
	const usual = size === 'usual'
	return {
		kind: 'form',
		locale,
		title: say('new.title'),
		intro: [say('reply.about', { number: '1042', subject: own[size].subject }), say('reply.reopens')],
		fields: [
			{
				type: 'choice',
				name: 'number',
				label: say('reply.ticket'),
				options: Array.from({ length: usual ? 3 : 50 }, (_, index) => ({
					value: String(1042 - index),
					label: `#${1042 - index} ${own[size].subject}`,
				})),
				...(usual && { value: '1041' }),
			},
			{
				type: 'line',
				name: 'subject',
				label: say('new.subject'),
				maxLength: subjectLength,
				value: own[size].subject,
			},
			{
				type: 'text',
				name: 'text',
				label: say('new.text'),
				optional: true,
				maxLength: 3_000,
				value: own[size].text.slice(0, 3_000),
			},
			{ type: 'email', name: 'email', label: say('cc.email'), maxLength: 254, optional: true },
			{ type: 'code', name: 'code', label: say('connect.code'), placeholder: 'XXXX-XXXX', maxLength: 20 },
			{
				type: 'files',
				name: 'files',
				label: say('reply.files'),
				hint: say('reply.files.hint', { count: 10, size: '10 MB' }),
				optional: true,
				most: 10,
				bytes: 10 * 1024 * 1024,
			},
		],
		command: { do: 'new', sent: 'yes', ...(!usual && { draft: long('d', 64) }) },
		submit: say('new.submit'),
		cancel: say('chat.cancel'),
		...(!usual && {
			errors: Object.fromEntries(
				['number', 'subject', 'text', 'files'].map(name => [
					name,
					say('refused.file.large', { name: own[size].file, size: '11 MB', most: '10 MB' }),
				]),
			),
		}),
		actions: [{ label: say('ticket.conversation'), command: { do: 'view', number: 1042 } }],
		carried: [say('form.carried', { count: 2, names: formatOf(locale).list([own[size].file, 'b.txt']) })],
	}
}

export function messageExample(locale: Locale, size: Size): MessageView {
	const say = wordsOf(locale)
	return {
		kind: 'message',
		locale,
		tone: size === 'usual' ? 'info' : 'refused',
		...(size === 'largest' && { said: say('connect.done', { name: own[size].name }) }),
		title: size === 'usual' ? say('whoami.title') : say('solve.already', { number: own[size].name }),
		paragraphs:
			size === 'usual'
				? []
				: [own[size].text.slice(0, 5_000), say('refused.word', { word: own[size].word, words: 'mine' })],
		facts: [
			{ label: say('whoami.name'), value: own[size].name },
			{ label: say('whoami.email'), value: 'ada@acme.example' },
		],
		actions: [
			{ label: say('scope.requested'), command: { do: 'list', scope: 'requested' }, weight: 'main' },
			{
				label: say('connect.yes'),
				command: {
					do: 'connect',
					code: 'K7QF-2M9X',
					sure: 'yes',
					next: { do: 'new', subject: own[size].text },
				},
			},
		],
		links: [{ label: say('export.link'), url: 'https://support.example/export?for=a1' }],
	}
}

export function questionExample(locale: Locale): MessageView {
	const say = wordsOf(locale)
	return {
		kind: 'message',
		locale,
		tone: 'question',
		title: say('connect.sure.title'),
		paragraphs: [
			say('connect.sure', { name: 'Ada Rossi', email: 'a•••@acme.example' }),
			say('connect.sure.explain'),
		],
		facts: [],
		actions: [
			{ label: say('connect.no'), command: { do: 'connect', sure: 'no' } },
			{
				label: say('connect.yes'),
				command: { do: 'connect', code: 'K7QF-2M9X', sure: 'yes' },
				weight: 'main',
			},
		],
		links: [],
	}
}

export function helpExample(locale: Locale, size: Size): HelpView {
	const say = wordsOf(locale)
	const prefix = size === 'usual' ? '/tickets ' : ''
	return {
		kind: 'help',
		locale,
		title: say('help.title'),
		intro: [
			...(size === 'usual' ? [] : [say('help.unknown', { word: own[size].word })]),
			say('help.intro', { command: '/tickets' }),
		],
		sections: sections.flatMap(section => {
			const entries = spoken
				.filter(row => row.section === section)
				.map(row => ({
					usage: prefix + say(row.usage),
					does: say(row.does),
					...(row.example && { example: prefix + row.example }),
				}))
			return entries.length > 0 ? [{ title: say(`help.section.${section}`), entries }] : []
		}),
		actions: [{ label: say('scope.requested'), command: { do: 'list', scope: 'requested' } }],
	}
}
