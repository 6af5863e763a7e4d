import type { Letter } from '../../../src/views/letter.ts'
import { pageAddress } from './address.ts'
import { Lines } from './lines.tsx'
import { Passage } from './passage.tsx'
import { accent, desk, faint, ink, line, mono, paper, sans } from './style.ts'
import { plain } from './text.ts'

/** What inline styles cannot say. Clients that drop it show the light letter. */
const sheet = `
:root { color-scheme: light dark; supported-color-schemes: light dark }
@media (max-width: 480px) { .desk { padding: 0 !important } .paper { border-radius: 0 !important; border-left: 0 !important; border-right: 0 !important } .inside { padding: 28px 20px !important } .button { display: block !important } }
@media (prefers-color-scheme: dark) { .desk { background-color: #14171a !important } .paper { background-color: #1d2125 !important; border-color: #30363c !important; border-top-color: #6ecbd7 !important } .ink { color: #eceeef !important } .faint { color: #a3abb3 !important } .code { background-color: #14171a !important; border-color: #30363c !important; color: #eceeef !important } .button { background-color: #6ecbd7 !important; color: #06262b !important } .link { color: #6ecbd7 !important } .rule, .quote { border-color: #30363c !important } .passage { border-color: #6ecbd7 !important } .raw { background-color: #14171a !important } }
`

/**
 * The letter as HTML for mail clients: one column of at most 600 px, no image, no script, nothing fetched;
 * light and dark. All text goes through the escaping of jsx.
 */
export function letterHtml(letter: Letter): string {
	// oxlint-disable-next-line typescript/no-base-to-string -- an element of hono renders itself as text
	return `<!doctype html>\n${String(<Page letter={letter} />)}\n`
}

function Page({ letter }: { readonly letter: Letter }) {
	const { locale, subject, preview, heading, paragraphs, passages = [], code, action, choice } = letter
	return (
		<html lang={locale} dir="ltr">
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<meta name="color-scheme" content="light dark" />
				<meta name="supported-color-schemes" content="light dark" />
				<meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
				<title>{plain(subject)}</title>
				<style>{sheet}</style>
			</head>
			<body class="desk" style={`margin:0;padding:0;background-color:${desk};-webkit-text-size-adjust:100%`}>
				<div
					style="display:none;max-height:0;overflow:hidden;font-size:1px;line-height:1px;opacity:0"
					class="preview"
				>
					{plain(preview)}
				</div>
				<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border={0}>
					<tbody>
						<tr>
							<td class="desk" align="center" style={`padding:32px 12px;background-color:${desk}`}>
								<div
									class="paper"
									style={`max-width:600px;margin:0 auto;text-align:left;background-color:${paper};border:1px solid ${line};border-top:4px solid ${accent};border-radius:10px;box-sizing:border-box`}
								>
									<div
										class="inside"
										style={`padding:36px 40px;font-family:${sans};font-size:16px;line-height:1.55;overflow-wrap:anywhere;word-break:break-word`}
									>
										<h1
											class="ink"
											dir="auto"
											style={`margin:0 0 20px;font-size:24px;line-height:1.3;font-weight:650;color:${ink}`}
										>
											<Lines text={heading} />
										</h1>
										{paragraphs.map(paragraph => (
											<p class="ink" dir="auto" style={`margin:0 0 16px;color:${ink}`}>
												<Lines text={paragraph} />
											</p>
										))}
										{passages.map(passage => (
											<Passage {...passage} />
										))}
										{code === undefined ? null : <Code code={code} />}
										{action === undefined ? null : <Action {...action} />}
										{choice === undefined ? null : <Choice {...choice} />}
										<Footnotes letter={letter} />
									</div>
								</div>
							</td>
						</tr>
					</tbody>
				</table>
			</body>
		</html>
	)
}

/** One press selects all of it. */
function Code({ code }: { readonly code: string }) {
	return (
		<p
			class="code"
			dir="ltr"
			style={`margin:24px 0;padding:18px 12px;text-align:center;font-family:${mono};font-size:30px;line-height:1.3;font-weight:600;letter-spacing:0.08em;color:${ink};background-color:${desk};border:1px solid ${line};border-radius:8px;-webkit-user-select:all;user-select:all`}
		>
			{plain(code)}
		</p>
	)
}

/** A link that looks like a button, and the address below for whoever wants to see it or copy it. */
function Action({ label, url }: { readonly label: string; readonly url: string }) {
	const address = plain(url)
	const href = pageAddress(url)
	return (
		<>
			<p style="margin:28px 0 12px">
				<a
					class="button"
					href={href}
					style={`display:inline-block;padding:13px 26px;background-color:${accent};color:#ffffff;font-weight:600;text-align:center;text-decoration:none;border-radius:8px`}
				>
					{plain(label)}
				</a>
			</p>
			<p style="margin:0 0 16px;font-size:13px;line-height:1.5">
				<a class="link" href={href} dir="ltr" style={`color:${accent};text-decoration:underline`}>
					{address}
				</a>
			</p>
		</>
	)
}

/** Plain links with their addresses: there is no one of them to prefer. */
function Choice({ text, links }: NonNullable<Letter['choice']>) {
	return (
		<>
			<p class="ink" dir="auto" style={`margin:24px 0 12px;color:${ink}`}>
				<Lines text={text} />
			</p>
			{links.map(({ label, url }) => (
				<p style="margin:0 0 12px">
					<a class="link" href={pageAddress(url)} style={`color:${accent};text-decoration:underline`}>
						{plain(label)}
					</a>
					<br />
					<a
						class="link"
						href={pageAddress(url)}
						dir="ltr"
						style={`font-size:13px;color:${accent};text-decoration:underline`}
					>
						{plain(url)}
					</a>
				</p>
			))}
		</>
	)
}

function Footnotes({ letter: { footnotes, unsubscribe } }: { readonly letter: Letter }) {
	if (footnotes.length === 0 && !unsubscribe) return null
	return (
		<div class="rule" style={`margin-top:28px;padding-top:18px;border-top:1px solid ${line}`}>
			{footnotes.map(text => (
				<p class="faint" dir="auto" style={`margin:0 0 8px;font-size:13px;line-height:1.5;color:${faint}`}>
					<Lines text={text} />
				</p>
			))}
			{unsubscribe ? (
				<p style="margin:0;font-size:13px;line-height:1.5">
					<a
						class="link"
						href={pageAddress(unsubscribe.url)}
						style={`color:${accent};text-decoration:underline`}
					>
						{plain(unsubscribe.label)}
					</a>
				</p>
			) : null}
		</div>
	)
}
