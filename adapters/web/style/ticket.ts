/** A request and its conversation. */
export const ticket = `
.back { margin-bottom: 0.75rem; }
.back a::before { content: "← "; content: "← " / ""; }
.ticket-head { margin-bottom: 2rem; }
.ticket-head .number { color: var(--muted); font-size: 0.9375rem; }
.ticket-head h1 { margin-block: 0.125rem 0.625rem; max-width: 50rem; }
.ticket { display: grid; grid-template-columns: minmax(0, 1fr); gap: 2.5rem; }
.talk { min-width: 0; }
.comments { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem; list-style: none; }
.comment {
	padding: 1.125rem 1.25rem 1.25rem;
	border: 1px solid var(--line);
	border-radius: var(--radius);
	background: var(--surface);
	box-shadow: var(--shadow);
}
.comment.support { border-left: 0.25rem solid var(--accent); }
.comment.note { border: 1px dashed var(--waits-ink); background: var(--waits-soft); box-shadow: none; }
.comment > header { display: flex; flex-wrap: wrap; align-items: center; gap: 0.125rem 0.75rem; margin-bottom: 0.75rem; }
.comment h3 { flex: 1 1 auto; }
.comment time { color: var(--muted); font-size: 0.875rem; }
.comment.note time { color: var(--waits-ink); }
.comments .said { margin-block: 0.75rem 0; }
.avatar {
	display: inline-flex;
	align-items: center;
	justify-content: center;
	width: 2.25rem;
	height: 2.25rem;
	border-radius: 50%;
	background: var(--sunken);
	color: var(--muted);
	font-size: 0.8125rem;
	font-weight: 650;
}
.support .avatar { background: var(--accent); color: var(--on-accent); }
.note .avatar { background: var(--surface); color: var(--waits-ink); }
.rich { max-width: 44rem; overflow-wrap: anywhere; }
.rich > * + * { margin-top: 0.75rem; }
.rich p, .rich li { white-space: pre-wrap; }
.rich ul, .rich ol { padding-left: 1.5rem; }
.rich ul { list-style-type: disc; }
.rich ul.indent-1 { list-style-type: circle; }
.rich .indent-1 { margin-left: 1.25rem; }
.rich .indent-2 { margin-left: 2.5rem; }
.rich .indent-3 { margin-left: 3.75rem; }
.rich .indent-4 { margin-left: 5rem; }
.rich .indent-5 { margin-left: 6.25rem; }
.rich blockquote { padding-left: 1rem; border-left: 3px solid var(--line); color: var(--muted); }
.note .rich blockquote { color: inherit; border-color: var(--waits-ink); }
.rich pre { padding: 0.75rem 1rem; border-radius: var(--small-radius); background: var(--sunken); overflow-x: auto; overflow-wrap: normal; }
.rich :not(pre) > code { padding: 0.1em 0.3em; border-radius: 0.25rem; background: var(--sunken); }
.whole { margin-top: 0.75rem; }
.files { display: flex; flex-wrap: wrap; gap: 0.625rem; margin-top: 1rem; list-style: none; }
.files li {
	display: flex;
	align-items: center;
	gap: 0.75rem;
	max-width: 100%;
	padding: 0.5rem 0.875rem 0.5rem 0.5rem;
	border: 1px solid var(--line);
	border-radius: var(--small-radius);
	background: var(--surface);
}
.files .kind {
	flex: none;
	min-width: 2.75rem;
	padding: 0.5rem 0.25rem;
	border-radius: 0.375rem;
	background: var(--sunken);
	color: var(--muted);
	font-size: 0.6875rem;
	font-weight: 700;
	text-align: center;
}
.files .file { min-width: 0; line-height: 1.35; overflow-wrap: anywhere; }
.files .detail { display: block; }
.more { margin-block: 1rem; text-align: center; }
.reply {
	margin-top: 1.75rem;
	padding: clamp(1.125rem, 3vw, 1.75rem);
	border: 1px solid var(--line);
	border-radius: var(--radius);
	background: var(--surface);
	box-shadow: var(--shadow);
}
.reply h2 { margin-bottom: 1rem; }
.reply.note { border: 1px dashed var(--waits-ink); background: var(--waits-soft); box-shadow: none; }
.reply.note .intro, .reply.note .hint { color: var(--waits-ink); }
.reply summary, .others summary { cursor: pointer; font-weight: 600; }
.reply.note summary { color: var(--waits-ink); }
.reply[open] summary { margin-bottom: 0.75rem; }
.saved { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 1rem; margin-top: 1rem; }
.saved > span { color: var(--muted); font-size: 0.875rem; }
.others { margin-top: 0.75rem; }
.others summary { padding-block: 0.5rem; color: var(--accent); }
.others .actions { margin-top: 0.5rem; }
.ticket aside h2 { margin-bottom: 1rem; font-size: 1rem; }
.ticket aside .actions { flex-direction: column; align-items: stretch; gap: 0.625rem; }
.ticket aside .actions .button { width: 100%; }
.ticket aside { padding: 1.25rem; border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); align-self: start; }
@media (min-width: 62rem) {
	.ticket { grid-template-columns: minmax(0, 1fr) 18.5rem; }
	.ticket aside { position: sticky; top: 1.5rem; }
}
@media (max-width: 29.99rem) {
	.comment { padding: 1rem; }
	.comment h3 { flex: 1 0 60%; }
	.comment time { flex-basis: 100%; }
	.rich [class^="indent-"] { margin-left: 0.75rem; }
}
`
