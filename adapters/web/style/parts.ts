/** Buttons, pills, facts, notices: what several pages are made of. */
export const parts = `
.button, button.quiet { font: inherit; cursor: pointer; }
.button {
	display: inline-flex;
	align-items: center;
	justify-content: center;
	min-height: 2.75rem;
	padding: 0.5rem 1.125rem;
	border: 1px solid var(--strong-line);
	border-radius: var(--small-radius);
	background: var(--surface);
	color: var(--ink);
	font-weight: 550;
	line-height: 1.25;
	text-align: center;
	text-decoration: none;
	transition: background-color 120ms, border-color 120ms;
}
.button:hover { border-color: var(--accent); color: var(--accent-ink); background: var(--accent-soft); }
.button.main { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
.button.main:hover { border-color: var(--accent-hover); background: var(--accent-hover); color: var(--on-accent); }
.button.danger { border-color: var(--danger); color: var(--danger); }
.button.danger:hover { background: var(--danger-soft); color: var(--danger); }
a.quiet, button.quiet {
	display: inline-block;
	padding: 0.25rem 0;
	border: 0;
	background: none;
	color: var(--accent);
	text-decoration: underline;
	text-decoration-thickness: 0.06em;
	text-underline-offset: 0.18em;
	white-space: nowrap;
}
a.quiet:hover, button.quiet:hover { color: var(--accent-hover); text-decoration-thickness: 0.12em; }
form.inline { display: inline; }
.actions.minor { gap: 0.25rem 1.5rem; }
.actions { display: flex; flex-wrap: wrap; gap: 0.75rem; margin-top: 1.5rem; list-style: none; }

.pill {
	display: inline-block;
	padding: 0.125rem 0.625rem;
	border: 1px solid transparent;
	border-radius: 1rem;
	font-size: 0.8125rem;
	font-weight: 600;
	line-height: 1.4;
	background: var(--accent-soft);
	color: var(--accent-ink);
}
.pill.awaiting, .pill.note { background: var(--waits-soft); color: var(--waits-ink); }
.pill.solved { background: var(--done-soft); color: var(--done-ink); }

.said {
	margin-bottom: 1.5rem;
	padding: 0.75rem 1rem;
	border: 1px solid var(--accent);
	border-left-width: 0.375rem;
	border-radius: var(--small-radius);
	background: var(--accent-soft);
	color: var(--accent-ink);
	overflow-wrap: anywhere;
}
.facts { display: grid; gap: 0.75rem; }
.facts dt { color: var(--muted); font-size: 0.8125rem; }
.facts dd { overflow-wrap: anywhere; }
.detail, .hint, .optional { color: var(--muted); font-size: 0.875rem; }
.lead { color: var(--muted); }
.empty {
	padding: 3rem 1.5rem;
	border: 1px dashed var(--strong-line);
	border-radius: var(--radius);
	color: var(--muted);
	text-align: center;
}
.page-head { display: flex; flex-wrap: wrap; align-items: flex-start; justify-content: space-between; gap: 1rem 2rem; margin-bottom: 1.5rem; }
.page-head .lead { margin-top: 0.25rem; }

.message > h1 + p, .message > p + p { margin-top: 0.75rem; }
.message > .facts { margin-top: 1.25rem; }
.message, .card {
	padding: clamp(1.25rem, 4vw, 2.25rem);
	border: 1px solid var(--line);
	border-radius: var(--radius);
	background: var(--surface);
	box-shadow: var(--shadow);
}
.card:target, .comment:target, .reply:target { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent), 0 0 0 0.25rem var(--accent-soft); }
.card:focus, .comment:focus, .reply:focus, .errors:focus { outline: none; }
.message { border-top: 0.25rem solid var(--accent); overflow-wrap: anywhere; }
.message.refused { border-top-color: var(--danger); }
.message > .said { margin-top: 0; }

.help section { margin-top: 2rem; }
.help h1 + p, .help p + p { margin-top: 0.75rem; }
.help dl { margin-top: 0.5rem; border-top: 1px solid var(--line); }
.help dl > div { padding-block: 0.75rem; border-bottom: 1px solid var(--line); }
.help dt { font-weight: 600; overflow-wrap: anywhere; }
.help .detail { display: block; }
@media (max-width: 29.99rem) {
	.message .actions, .message .actions li, .page-head > .button, .message .actions form { width: 100%; }
	.message .actions .button, .page-head > .button { width: 100%; }
}
@media (prefers-reduced-motion: reduce) {
	*, *::before, *::after { transition: none !important; animation: none !important; }
}
@media print {
	:root {
		--ground: #fff; --surface: #fff; --sunken: #fff; --ink: #000; --muted: #333; --line: #bbb; --accent: #000;
		--accent-soft: #fff; --accent-ink: #000; --waits-soft: #fff; --waits-ink: #000; --done-soft: #fff; --done-ink: #000;
	}
	body { display: block; font-size: 10.5pt; }
	.top nav, .who, .bottom nav, .skip, .actions, .reply, .more, .back, .filters, .tabs, .pager, .button { display: none !important; }
	.pill { border-color: #555; padding-inline: 0.375rem; }
	.comment, .rows li, .message { break-inside: avoid; box-shadow: none !important; }
	main { padding-block: 0.5rem; }
	.wide { max-width: none; padding-inline: 0; }
}
`
