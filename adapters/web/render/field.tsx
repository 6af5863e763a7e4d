import type { JSX } from 'hono/jsx/jsx-runtime'
import type { Field } from '../../../src/views/view.ts'
import type { Page } from '../page.ts'

/** A file that has arrived already and waits for the rest of the form; `token` is all that is sent of it. */
export type KeptFile = { readonly token: string; readonly name: string; readonly size: string }

/** A field as the pages know it: those of the views, and passwords, which only the web asks for. */
export type WebField =
	| Field
	| {
			readonly type: 'password'
			readonly name: string
			readonly label: string
			readonly hint?: string
			readonly optional?: boolean
			readonly complete: 'current-password' | 'new-password'
	  }
	/** The address that someone signs in with: password managers keep it with the password. */
	| (Extract<Field, { type: 'line' | 'text' | 'email' | 'code' }> & { readonly complete: 'username' })

type Props = {
	readonly field: WebField
	readonly error: string | undefined
	readonly page: Page
	readonly kept: readonly KeptFile[]
	/** Keeps ids apart where a page holds several forms. */
	readonly prefix: string
}

const fewOptions = 3

/** The id of a field's first control, for labels and for the links of the error summary. */
export function fieldId(prefix: string, field: WebField): string {
	const id = `${prefix}-${field.name}`
	return field.type === 'choice' && field.options.length <= fewOptions ? `${id}-0` : id
}

/** For whom a password is, where no field says it: only password managers see it, and it is not sent. */
export function ForWhom({ email }: { readonly email: string }): JSX.Element {
	return <input type="text" autocomplete="username" value={email} readonly hidden />
}

/** A field with its label, hint and error. */
export function FormField({ field, error, page, kept, prefix }: Props): JSX.Element {
	const id = fieldId(prefix, field)
	const described = {
		hint: field.hint ? `${prefix}-${field.name}-hint` : undefined,
		error: error ? `${prefix}-${field.name}-error` : undefined,
	}
	const label = (
		<>
			{field.label}
			{field.optional === true ? <span class="optional"> {page.say('portal.optional')}</span> : <></>}
		</>
	)
	const notes = (
		<>
			{described.hint ? (
				<p class="hint" id={described.hint}>
					{field.hint}
				</p>
			) : (
				<></>
			)}
			{described.error ? (
				<p class="error" id={described.error}>
					{error}
				</p>
			) : (
				<></>
			)}
		</>
	)
	const describedBy = [described.hint, described.error].filter(Boolean).join(' ') || undefined
	if (field.type === 'choice' && field.options.length <= fewOptions) {
		return <Radios field={field} label={label} notes={notes} describedBy={describedBy} prefix={prefix} />
	}
	return (
		<div class={error ? 'field wrong' : 'field'}>
			<label for={id}>{label}</label>
			{notes}
			<Control field={field} id={id} describedBy={describedBy} wrong={error !== undefined} />
			{field.type === 'files' ? <Kept kept={kept} page={page} /> : <></>}
		</div>
	)
}

type ControlProps = {
	readonly field: WebField
	readonly id: string
	readonly describedBy: string | undefined
	readonly wrong: boolean
}

function Control({ field, id, describedBy, wrong }: ControlProps): JSX.Element {
	const common = {
		id,
		name: field.name,
		...(describedBy && { 'aria-describedby': describedBy }),
		...(wrong && { 'aria-invalid': 'true' as const }),
		...(!field.optional && { required: true }),
	}
	switch (field.type) {
		case 'text':
			return (
				<textarea {...common} rows={7} maxlength={field.maxLength} placeholder={field.placeholder} dir="auto">
					{/* A browser drops one line break after the tag. */}
					{field.value?.startsWith('\n') ? `\n${field.value}` : field.value}
				</textarea>
			)
		case 'files':
			return <input {...common} type="file" multiple={field.most > 1} />
		case 'choice':
			return (
				<select {...common}>
					{field.options.map(option => (
						<option value={option.value} selected={option.value === field.value}>
							{option.label}
						</option>
					))}
				</select>
			)
		case 'password':
			return <input {...common} type="password" autocomplete={field.complete} />
		case 'line':
		case 'email':
		case 'code':
			return (
				<input
					{...common}
					type={field.type === 'email' ? 'email' : 'text'}
					class={field.type === 'code' ? 'code' : undefined}
					value={field.value}
					maxlength={field.maxLength}
					placeholder={field.placeholder}
					autocomplete={'complete' in field ? field.complete : completeOf(field)}
					spellcheck={field.type === 'line' ? undefined : false}
				/>
			)
	}
}

type TypedField = { readonly name: string; readonly type: 'line' | 'email' | 'code' | 'text' }

/** What a browser may fill in by itself (HTML, section 4.10.18.7). */
function completeOf(field: TypedField): string {
	if (field.type === 'email') return 'email'
	if (field.type === 'code') return 'one-time-code'
	if (field.name === 'firstName') return 'given-name'
	return field.name === 'lastName' ? 'family-name' : 'off'
}

type RadioProps = {
	readonly field: Extract<Field, { type: 'choice' }>
	readonly label: JSX.Element
	readonly notes: JSX.Element
	readonly describedBy: string | undefined
	readonly prefix: string
}

function Radios({ field, label, notes, describedBy, prefix }: RadioProps): JSX.Element {
	return (
		<fieldset class="field radios" {...(describedBy && { 'aria-describedby': describedBy })}>
			<legend>{label}</legend>
			{notes}
			<div class="options">
				{field.options.map((option, index) => (
					<span>
						<input
							type="radio"
							id={`${prefix}-${field.name}-${index}`}
							name={field.name}
							value={option.value}
							checked={option.value === field.value}
						/>
						<label for={`${prefix}-${field.name}-${index}`}>{option.label}</label>
					</span>
				))}
			</div>
		</fieldset>
	)
}

function Kept({ kept, page }: { readonly kept: readonly KeptFile[]; readonly page: Page }): JSX.Element {
	if (kept.length === 0) return <></>
	return (
		<fieldset class="kept">
			<legend>{page.say('portal.kept')}</legend>
			<p class="hint">{page.say('portal.kept.hint')}</p>
			{kept.map(({ token, name, size }, index) => (
				<div class="check">
					<input type="checkbox" id={`kept-${index}`} name="kept" value={token} checked />
					<label for={`kept-${index}`}>{page.say('portal.kept.file', { name, size })}</label>
				</div>
			))}
		</fieldset>
	)
}
