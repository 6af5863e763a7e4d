import type { JSX } from 'hono/jsx/jsx-runtime'
import { writeCommand } from '../../../src/commands/command.ts'
import type { Action, FormView } from '../../../src/views/view.ts'
import { addressOf, formAddressOf } from '../address.ts'
import type { Page } from '../page.ts'
import { Actions, Hidden } from './action.ts'
import { fieldId, FormField, type KeptFile, type WebField } from './field.tsx'
import { Said } from './parts.tsx'

/** A form on a page of its own. */
export function renderForm(view: FormView, page: Page, kept: readonly KeptFile[] = []): JSX.Element {
	// Cancelling leads there as well.
	const [back] = page.back.split('?', 1)
	const actions = view.actions.filter(({ command, keeps }) => !keeps && addressOf(command) !== back)
	return (
		<div class="narrow">
			<Said text={view.said} />
			<h1>{view.title}</h1>
			<FormBody view={view} page={page} kept={kept} prefix="f" />
			<Actions actions={actions} page={page} />
		</div>
	)
}

type BodyProps = {
	readonly view: FormView
	readonly page: Page
	readonly kept?: readonly KeptFile[]
	readonly prefix: string
	/** Whether a way back is offered; not where the form is a part of its page. */
	readonly cancel?: boolean
}

/** The form itself, for a page that holds it beside other things. */
export function FormBody({ view, page, kept = [], prefix, cancel = true }: BodyProps): JSX.Element {
	const intro = view.intro.map(text => <p dir="auto">{text}</p>)
	return (
		<>
			{intro.length > 0 ? <div class="intro">{intro}</div> : <></>}
			<WebForm
				page={page}
				action={formAddressOf(view.command)}
				command={writeCommand(view.command)}
				fields={view.fields}
				errors={view.errors}
				submit={view.submit}
				cancel={cancel ? { label: view.cancel, href: page.back } : undefined}
				kept={kept}
				carried={view.carried}
				instead={view.actions.filter(({ keeps }) => keeps)}
				prefix={prefix}
			/>
		</>
	)
}

type WebFormProps = {
	readonly page: Page
	readonly action: string
	readonly command?: string
	readonly fields: readonly WebField[]
	readonly errors?: Readonly<Record<string, string>> | undefined
	readonly submit: string
	readonly cancel?: { readonly label: string; readonly href: string } | undefined
	readonly kept?: readonly KeptFile[]
	readonly carried?: readonly string[]
	/** What else can be asked with what is filled in. */
	readonly instead?: readonly Action[]
	readonly prefix: string
	readonly children?: JSX.Element
}

/** Any form of the portal: error summary, fields, buttons. Checking is the server's, in the person's words. */
export function WebForm(props: WebFormProps): JSX.Element {
	const {
		page,
		action,
		command,
		fields,
		errors = {},
		submit,
		cancel,
		kept = [],
		carried = [],
		instead = [],
		prefix,
	} = props
	const files = fields.some(field => field.type === 'files')
	return (
		<form method="post" action={action} enctype={files ? 'multipart/form-data' : undefined} novalidate>
			<ErrorSummary page={page} fields={fields} errors={errors} prefix={prefix} />
			<Hidden page={page} {...(command !== undefined && { command })} />
			{props.children ?? <></>}
			{fields.map(field => (
				<FormField field={field} error={own(errors, field.name)} page={page} kept={kept} prefix={prefix} />
			))}
			{carried.map(text => (
				<p class="hint" dir="auto">
					{text}
				</p>
			))}
			<div class="send">
				<button class="button main" type="submit">
					{submit}
				</button>
				{cancel ? (
					<a class="quiet" href={cancel.href}>
						{cancel.label}
					</a>
				) : (
					<></>
				)}
			</div>
			<Instead actions={instead} page={page} />
		</form>
	)
}

/** Behind the button that sends, which the Enter key presses. */
function Instead({
	actions,
	page,
}: {
	readonly actions: readonly Action[]
	readonly page: Page
}): JSX.Element {
	if (actions.length === 0) return <></>
	return (
		<div class="saved" role="group" aria-label={page.say('answers.title')}>
			<span aria-hidden="true">{page.say('answers.title')}</span>
			{actions.map(({ label, command }) => (
				<button class="quiet" type="submit" name="instead" value={writeCommand(command)} formnovalidate>
					{label}
				</button>
			))}
		</div>
	)
}

type SummaryProps = Pick<WebFormProps, 'page' | 'fields' | 'prefix'> & {
	readonly errors: Readonly<Record<string, string>>
}

function ErrorSummary({ page, fields, errors, prefix }: SummaryProps): JSX.Element {
	const all = Object.entries(errors)
	if (all.length === 0) return <></>
	const [only] = all
	if (all.length === 1 && only && !fields.some(field => field.name === only[0])) {
		return (
			<div class="errors" role="alert" id={`${prefix}-errors`} tabindex={-1} autofocus>
				<p>{only[1]}</p>
			</div>
		)
	}
	return (
		<div class="errors" role="alert" id={`${prefix}-errors`} tabindex={-1} autofocus>
			<p class="title">{page.say('portal.errors', { count: all.length })}</p>
			<ul>
				{all.map(([name, text]) => {
					const field = fields.find(one => one.name === name)
					return <li>{field ? <a href={`#${fieldId(prefix, field)}`}>{text}</a> : text}</li>
				})}
			</ul>
		</div>
	)
}

function own(errors: Readonly<Record<string, string>>, name: string): string | undefined {
	return Object.hasOwn(errors, name) ? errors[name] : undefined
}
