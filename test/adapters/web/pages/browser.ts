/** A page as it came, without what redirects lay before it. */
export type Answer = {
	readonly status: number
	readonly headers: Headers
	readonly html: string
	/** The text that is read, with spaces for what lies between. */
	readonly text: string
	/** Path and query of where one ended up. */
	readonly at: string
	/** The id of the element that it is scrolled to; empty for the top. */
	readonly target: string
	readonly forms: readonly Form[]
}

/** A form of a page, with what its hidden and checked fields hold. */
export type Form = {
	readonly action: string
	readonly submit: string
	readonly multipart: boolean
	readonly fields: readonly (readonly [name: string, value: string])[]
	/** What its other buttons send along, by their labels. */
	readonly others: Readonly<Record<string, Readonly<Record<string, string>>>>
}

export type SentFile = { readonly name: string; readonly text: string }

/** What people do with pages, over plain HTTP: cookies, redirects and forms as browsers treat them. */
export type Browser = {
	get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>
	/** Sends a form of a page with what was typed into it. */
	send(
		form: Form | undefined,
		typed?: Readonly<Record<string, string>>,
		files?: readonly SentFile[],
	): Promise<Answer>
	/** A request just as given, without what a browser adds by itself. */
	raw(path: string, init: RequestInit): Promise<Response>
	readonly cookies: Map<string, string>
}

export function openBrowser(address: string, known: Readonly<Record<string, string>> = {}): Browser {
	const cookies = new Map(Object.entries(known))

	const raw = async (path: string, init: RequestInit) => {
		const headers = new Headers(init.headers)
		if (cookies.size > 0)
			headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
		const response = await fetch(new URL(path, address), { ...init, headers, redirect: 'manual' })
		for (const cookie of response.headers.getSetCookie()) {
			const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
			if (/max-age=0/i.test(cookie)) cookies.delete(name)
			else cookies.set(name, value)
		}
		return response
	}

	const follow = async (address: string, init: RequestInit): Promise<Answer> => {
		const [path = '', target = ''] = address.split('#')
		const response = await raw(path, init)
		const location = response.headers.get('location')
		if (response.status === 303 && location) {
			await response.body?.cancel()
			// What a redirect does not say of it stays (Fetch, section 4.4).
			return follow(location.includes('#') ? location : `${location}#${target}`, { method: 'GET' })
		}
		const html = await response.text()
		return {
			status: response.status,
			headers: response.headers,
			html,
			text: textOf(html),
			at: path,
			target,
			forms: formsOf(html),
		}
	}

	return {
		cookies,
		raw,
		get: (path, headers = {}) => follow(path, { headers }),
		async send(form, typed = {}, files = []) {
			if (!form) throw new Error('there is no such form')
			const body = form.multipart || files.length > 0 ? new FormData() : new URLSearchParams()
			const append = (name: string, value: string) => body.append(name, value)
			for (const [name, value] of form.fields) if (!(name in typed)) append(name, value)
			for (const [name, value] of Object.entries(typed)) append(name, value)
			if (body instanceof FormData) {
				for (const { name, text } of files)
					body.append('files', new Blob([text], { type: 'text/plain' }), name)
				// What a browser sends of a file field in which nothing was chosen.
				if (files.length === 0) body.append('files', new Blob([]), '')
			}
			return follow(form.action, { method: 'POST', body, headers: { origin: address } })
		},
	}
}

/** Finds the form that a button sends. */
export function formOf(answer: Answer, submit: string): Form | undefined {
	return answer.forms.find(form => form.submit === submit)
}

function formsOf(html: string): Form[] {
	return [...html.matchAll(/<form([^>]*)>(.*?)<\/form>/gs)].map(([, head = '', body = '']) => ({
		action: attribute(head, 'action') ?? '',
		submit: textOf(/<button[^>]*>(.*?)<\/button>/s.exec(body)?.[1] ?? '').trim(),
		multipart: head.includes('multipart/form-data'),
		others: Object.fromEntries(
			[...body.matchAll(/<button([^>]*\bname="[^>]*)>(.*?)<\/button>/gs)].map(
				([, button = '', label = '']) => [
					textOf(label).trim(),
					{ [attribute(button, 'name') ?? '']: attribute(button, 'value') ?? '' },
				],
			),
		),
		fields: [
			...[...body.matchAll(/<input([^>]*)>/g)]
				.map(([, input = '']) => input)
				.filter(input => /type="(?:hidden|text|email|search)"/.test(input) || input.includes('checked=""'))
				.map(input => [attribute(input, 'name') ?? '', attribute(input, 'value') ?? ''] as const),
			...[...body.matchAll(/<textarea([^>]*)>(.*?)<\/textarea>/gs)].map(
				([, area = '', text = '']) => [attribute(area, 'name') ?? '', unescape(text)] as const,
			),
		],
	}))
}

function attribute(tag: string, name: string): string | undefined {
	const value = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]
	return value === undefined ? undefined : unescape(value)
}

function textOf(html: string): string {
	return unescape(html.replaceAll(/<(?:head|style)\b.*?<\/(?:head|style)>|<[^>]+>/gs, ' ')).replaceAll(
		/\s+/g,
		' ',
	)
}

function unescape(text: string): string {
	const known: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&', '#39': "'" }
	return text.replaceAll(/&(#?\w+);/g, (whole, name: string) => known[name] ?? whole)
}
