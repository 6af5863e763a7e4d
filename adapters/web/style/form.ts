/** Forms and settings. */
export const form = `
input:not([type="radio"], [type="checkbox"], [type="file"]), textarea, select {
	width: 100%;
	min-height: 2.75rem;
	padding: 0.5rem 0.75rem;
	border: 1px solid var(--strong-line);
	border-radius: var(--small-radius);
	background: var(--surface);
	color: inherit;
	font: inherit;
}
textarea { min-height: 8rem; resize: vertical; line-height: 1.5; }
select { padding-right: 2rem; }
input:hover, textarea:hover, select:hover { border-color: var(--accent); }
input:focus-visible, textarea:focus-visible, select:focus-visible { outline-offset: 0; border-color: var(--accent); }
::placeholder { color: var(--muted); opacity: 1; }
input.code { max-width: 14rem; font-family: ui-monospace, Menlo, Consolas, "Liberation Mono", monospace; letter-spacing: 0.1em; text-transform: uppercase; }
input[type="file"] {
	width: 100%;
	padding: 0.5rem;
	border: 1px dashed var(--strong-line);
	border-radius: var(--small-radius);
	color: var(--muted);
	font: inherit;
	font-size: 0.9375rem;
}
::file-selector-button {
	min-height: 2.25rem;
	margin-right: 0.875rem;
	padding: 0.25rem 0.875rem;
	border: 1px solid var(--strong-line);
	border-radius: 0.375rem;
	background: var(--surface);
	color: var(--ink);
	font: inherit;
	cursor: pointer;
}
::file-selector-button:hover { border-color: var(--accent); background: var(--accent-soft); }
input[type="radio"], input[type="checkbox"] { width: 1.125rem; height: 1.125rem; margin: 0; accent-color: var(--accent); flex: none; }
h1 + .intro, h1 + form { margin-top: 0.5rem; }
.intro { margin-bottom: 1.5rem; color: var(--muted); overflow-wrap: anywhere; }
.intro p + p { margin-top: 0.5rem; }
h1 + form > .field:first-of-type { margin-top: 1.25rem; }
.field + .field, .field + .hint { margin-top: 1.375rem; }
.field > label, .field > legend, .kept > legend { display: block; margin-bottom: 0.25rem; font-weight: 600; }
.field .optional { font-weight: 400; }
.field .hint { margin-bottom: 0.375rem; }
.field .error { margin-bottom: 0.375rem; color: var(--danger); font-weight: 550; overflow-wrap: anywhere; }
.field.wrong { padding-left: 0.875rem; border-left: 0.25rem solid var(--danger); }
.field.wrong input:not([type="checkbox"]), .field.wrong textarea, .field.wrong select { border-color: var(--danger); }
fieldset { min-width: 0; border: 0; }
.radios .options { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; }
.radios .options span, .check { display: flex; align-items: center; gap: 0.5rem; min-height: 2rem; }
.check label { min-width: 0; overflow-wrap: anywhere; }
.kept { margin-top: 0.875rem; padding: 0.75rem 1rem; border-radius: var(--small-radius); background: var(--sunken); }
.send { display: flex; flex-wrap: wrap; align-items: center; gap: 0.75rem 1.5rem; margin-top: 1.75rem; }
.errors {
	margin-block: 1rem 1.5rem;
	padding: 1rem 1.25rem;
	border: 1px solid var(--danger);
	border-left-width: 0.375rem;
	border-radius: var(--small-radius);
	background: var(--danger-soft);
}
.errors .title { font-weight: 650; }
.errors ul { margin-top: 0.375rem; padding-left: 1.25rem; }
.errors li { overflow-wrap: anywhere; }
.errors a { color: var(--danger); font-weight: 550; }

.entry { max-width: 27rem; }
.entry .send .button { width: 100%; }
.entry .links { margin-top: 1.5rem; padding-top: 1.25rem; border-top: 1px solid var(--line); list-style: none; }
.entry .links li + li { margin-top: 0.5rem; }
.settings { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.5rem; margin-top: 1.25rem; }
.settings > .card > h2 { margin-bottom: 1rem; }
.settings > .card > .lead { margin-bottom: 1rem; }
.settings .intro { margin-bottom: 1.25rem; }
.pair { display: grid; gap: 1.375rem 1rem; }
.pair .field + .field { margin-top: 0; }
.pair + .field { margin-top: 1.375rem; }
.things { margin-bottom: 1.25rem; border-top: 1px solid var(--line); list-style: none; }
.things li { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.25rem 1.25rem; padding-block: 0.875rem; border-bottom: 1px solid var(--line); }
.things .thing { flex: 1 1 14rem; min-width: 0; overflow-wrap: anywhere; }
.things .detail { display: block; }
.things .do { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; }
.big-code {
	display: inline-block;
	margin-block: 0.75rem;
	padding: 0.75rem 1.25rem;
	border-radius: var(--small-radius);
	background: var(--sunken);
	font-size: clamp(1.125rem, 5vw, 1.5rem);
	font-weight: 600;
	letter-spacing: 0.06em;
	overflow-wrap: anywhere;
	user-select: all;
}
@media (min-width: 48rem) {
	.pair { grid-template-columns: 1fr 1fr; align-items: start; }
	#notices .radios { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: center; column-gap: 1.5rem; }
	#notices .radios > legend { float: left; margin: 0; font-weight: 500; }
	#notices .radios + .radios { margin-top: 0.75rem; }
}
@media (max-width: 29.99rem) {
	.send .button { width: 100%; }
}
`
