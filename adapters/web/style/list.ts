/** The three lists and the start page. */
export const list = `
.tabs { border-bottom: 1px solid var(--line); }
.tabs ul { display: flex; gap: 0.25rem 1.75rem; list-style: none; }
.tabs a {
	display: flex;
	align-items: center;
	gap: 0.5rem;
	height: 100%;
	padding-block: 0.625rem;
	margin-bottom: -1px;
	border-bottom: 3px solid transparent;
	color: var(--muted);
	font-weight: 550;
	line-height: 1.3;
	text-decoration: none;
}
.tabs a:hover { color: var(--ink); border-bottom-color: var(--line); }
.tabs a[aria-current] { color: var(--ink); border-bottom-color: var(--accent); }
.count {
	position: relative;
	min-width: 1.5rem;
	padding: 0 0.5rem;
	border-radius: 1rem;
	background: var(--sunken);
	color: var(--muted);
	font-size: 0.8125rem;
	line-height: 1.5rem;
	text-align: center;
}
.tabs a[aria-current] .count { background: var(--accent-soft); color: var(--accent-ink); }
.filters { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.75rem 1.75rem; margin-block: 1.25rem 1rem; }
.search { display: flex; gap: 0.5rem; flex: 0 1 24rem; min-width: 0; }
.search input { flex: 1; min-width: 0; }
.choice { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 0.75rem; font-size: 0.875rem; }
.choice > span { color: var(--muted); }
.choice ul { display: flex; flex-wrap: wrap; gap: 0.375rem; list-style: none; }
.choice a {
	display: inline-block;
	padding: 0.25rem 0.75rem;
	border: 1px solid var(--line);
	border-radius: 1.25rem;
	background: var(--surface);
	color: var(--ink);
	text-decoration: none;
}
.choice a:hover { border-color: var(--accent); }
.choice a[aria-current] { border-color: var(--accent); background: var(--accent-soft); color: var(--accent-ink); font-weight: 600; }
.choice.sort { margin-left: auto; gap: 0.25rem 0.5rem; }
.choice.sort a { padding-inline: 0.5rem; border-color: transparent; background: none; color: var(--muted); }
.choice.sort a:hover { color: var(--ink); text-decoration: underline; }
.choice.sort a[aria-current] { color: var(--ink); text-decoration: none; }
.queue-filters { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); align-items: end; gap: 0.75rem 1rem; margin-block: 1.25rem 1rem; }
.queue-filters .words { grid-column: 1 / span 3; }
.queue-filters select { text-overflow: ellipsis; }
.queue-filters .field + .field { margin-top: 0; }
.queue-filters label { font-size: 0.875rem; }
.searched { margin-bottom: 1rem; overflow-wrap: anywhere; }
.searched > span { font-weight: 600; }
.rows {
	border: 1px solid var(--line);
	border-radius: var(--radius);
	background: var(--surface);
	box-shadow: var(--shadow);
	list-style: none;
}
.rows li {
	position: relative;
	display: grid;
	grid-template-columns: 4.5rem minmax(0, 1fr) 11rem 9.5rem;
	align-items: center;
	gap: 0.25rem 1.25rem;
	padding: 0.875rem 1.25rem;
}
.rows li + li { border-top: 1px solid var(--line); }
.rows li:first-child { border-radius: var(--radius) var(--radius) 0 0; }
.rows li:last-child { border-radius: 0 0 var(--radius) var(--radius); }
.rows li:only-child { border-radius: var(--radius); }
.rows li:hover { background: var(--sunken); }
.rows .number, .rows .when { color: var(--muted); font-size: 0.875rem; }
.rows .when { text-align: right; }
.rows .pill { justify-self: start; }
.rows .what a { color: var(--ink); font-weight: 600; text-decoration: none; overflow-wrap: anywhere; }
.rows .what a::after { content: ""; position: absolute; inset: 0; }
.rows .what a:hover { color: var(--accent); text-decoration: underline; }
.rows .what a:focus-visible { outline: none; }
.rows .what a:focus-visible::after { outline: 3px solid var(--accent); outline-offset: -3px; border-radius: inherit; }
.rows .detail { display: block; overflow-wrap: anywhere; }
.pager { display: flex; justify-content: space-between; gap: 1rem; margin-top: 1.25rem; }
.pager .prev::before { content: "←"; content: "←" / ""; margin-right: 0.5rem; }
.pager .next::after { content: "→"; content: "→" / ""; margin-left: 0.5rem; }
.glance { margin-top: 2.25rem; }
.glance > header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 1rem; margin-bottom: 0.75rem; }
.glance > header > :last-child { margin-left: auto; }
@media (max-width: 47.99rem) {
	.tabs { border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); overflow: hidden; }
	.tabs ul { flex-direction: column; gap: 0; }
	.tabs li + li { border-top: 1px solid var(--line); }
	.tabs a { justify-content: space-between; min-height: 2.75rem; margin: 0; padding: 0.5rem 1rem; border: 0; border-left: 0.25rem solid transparent; }
	.tabs a[aria-current] { border-left-color: var(--accent); background: var(--accent-soft); color: var(--accent-ink); }
	.tabs a[aria-current] .count { background: var(--surface); }
	.queue-filters { grid-template-columns: repeat(2, minmax(0, 1fr)); }
	.queue-filters select { padding-inline: 0.5rem 0.25rem; font-size: 0.9375rem; }
	.queue-filters .words { grid-column: 1 / -1; }
	.queue-filters .button { grid-column: 1 / -1; }
	.search { flex-basis: 100%; }
	.choice.sort { margin-left: 0; }
	.choice.sort ul { gap: 0.375rem 0.75rem; }
	.choice.sort a { padding-inline: 0; }
	.choice { align-items: flex-start; flex-direction: column; }
	.choice a { padding-block: 0.4375rem; }
	.rows { border: 0; background: none; box-shadow: none; }
	.rows li, .rows li:first-child, .rows li:last-child {
		grid-template-columns: minmax(0, 1fr) auto;
		padding: 1rem;
		border: 1px solid var(--line);
		border-radius: var(--radius);
		background: var(--surface);
		box-shadow: var(--shadow);
	}
	.rows li + li { margin-top: 0.75rem; }
	.rows .what { grid-column: 1 / -1; grid-row: 2; }
	.rows .pill { justify-self: end; }
	.rows .when { grid-column: 1 / -1; text-align: left; }
	.rows .when .unseen { position: static; width: auto; height: auto; margin: 0; clip-path: none; white-space: normal; }
}
`
