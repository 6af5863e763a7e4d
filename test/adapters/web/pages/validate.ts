import { HtmlValidate } from 'html-validate'

const validator = new HtmlValidate({
	root: true,
	extends: ['html-validate:recommended', 'html-validate:document'],
	rules: {
		// How the renderer writes what HTML leaves free.
		'void-style': ['error', { style: 'selfclosing' }],
		'attribute-boolean-style': ['error', { style: 'empty' }],
		// Its length is counted with `<` as four characters.
		'long-title': ['error', { maxlength: 140 }],
		'require-sri': ['error', { target: 'crossorigin' }],
		'aria-label-misuse': ['error', { allowAnyNamable: true }],
		'attribute-empty-style': ['error', { style: 'empty' }],
	},
})

/** What is the matter with a page, by HTML's own rules; one line each. */
export async function faultsOf(html: string): Promise<string[]> {
	const report = await validator.validateString(html)
	return report.results.flatMap(result =>
		result.messages.map(
			({ ruleId, message, offset }) => `${ruleId}: ${message} … ${html.slice(offset - 30, offset + 60)}`,
		),
	)
}
