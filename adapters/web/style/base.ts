/** Colours, type and the frame of every page. */
export const base = `
:root {
	color-scheme: light dark;
	--ground: #f5f6f7;
	--surface: #fff;
	--sunken: #f0f2f3;
	--ink: #1a2328;
	--muted: #536068;
	--line: #dce1e4;
	--strong-line: #8a979e;
	--accent: #0a6270;
	--accent-hover: #084c57;
	--on-accent: #fff;
	--accent-soft: #e2f1f3;
	--accent-ink: #074e5a;
	--waits-soft: #fcefd2;
	--waits-ink: #704500;
	--done-soft: #e5ece8;
	--done-ink: #32523f;
	--danger: #b3261e;
	--danger-soft: #fceeec;
	--shadow: 0 1px 2px rgb(20 35 42 / 6%), 0 2px 8px rgb(20 35 42 / 4%);
	--radius: 0.75rem;
	--small-radius: 0.5rem;
}
@media (prefers-color-scheme: dark) {
	:root {
		--ground: #11171a;
		--surface: #192126;
		--sunken: #141b1f;
		--ink: #e7edef;
		--muted: #a5b3ba;
		--line: #2d393f;
		--strong-line: #6d7d86;
		--accent: #6ecbd7;
		--accent-hover: #93dbe4;
		--on-accent: #06262b;
		--accent-soft: #15343a;
		--accent-ink: #a5e3eb;
		--waits-soft: #3b2e12;
		--waits-ink: #f4d48c;
		--done-soft: #24312a;
		--done-ink: #b3d3c0;
		--danger: #ff9a90;
		--danger-soft: #3a1f1d;
		--shadow: none;
	}
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1.5rem; }
body {
	display: flex;
	flex-direction: column;
	min-height: 100vh;
	min-height: 100dvh;
	margin: 0;
	background: var(--ground);
	color: var(--ink);
	font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
	overflow-wrap: break-word;
}
h1, h2, h3, p, ul, ol, dl, dd, blockquote, pre, fieldset { margin: 0; padding: 0; }
h1, h2, h3 { font-weight: 650; line-height: 1.25; text-wrap: balance; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; letter-spacing: -0.015em; }
h2 { font-size: 1.1875rem; letter-spacing: -0.005em; }
h3 { font-size: 1rem; }
p { text-wrap: pretty; }
a { color: var(--accent); text-underline-offset: 0.18em; text-decoration-thickness: 0.06em; }
a:hover { color: var(--accent-hover); text-decoration-thickness: 0.12em; }
a, button, input, textarea, select { border-radius: 0.25rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
main:focus { outline: none; }
code, pre { font-family: ui-monospace, "Cascadia Code", Menlo, Consolas, "Liberation Mono", monospace; font-size: 0.9em; }
time, .number, .count { font-variant-numeric: tabular-nums; }

.unseen {
	position: absolute;
	width: 1px;
	height: 1px;
	margin: -1px;
	overflow: hidden;
	clip-path: inset(50%);
	white-space: nowrap;
}
.skip {
	position: absolute;
	inset: 0.5rem auto auto 0.5rem;
	z-index: 2;
	padding: 0.625rem 1rem;
	background: var(--accent);
	color: var(--on-accent);
	border-radius: var(--small-radius);
	transform: translateY(-200%);
}
.skip:focus { transform: none; color: var(--on-accent); }
.wide { width: 100%; max-width: 74rem; margin-inline: auto; padding-inline: clamp(1rem, 4vw, 2.5rem); }
.narrow { max-width: 38rem; margin-inline: auto; }

.top { background: var(--surface); border-bottom: 1px solid var(--line); }
.top .wide { display: flex; flex-wrap: wrap; align-items: center; column-gap: 2rem; min-height: 4rem; }
.brand {
	display: inline-flex;
	align-items: center;
	gap: 0.625rem;
	min-width: 0;
	padding-block: 0.5rem;
	color: var(--ink);
	font-weight: 650;
	font-size: 1.0625rem;
	letter-spacing: -0.01em;
	text-decoration: none;
	overflow-wrap: anywhere;
}
.brand:hover { color: var(--accent); }
.brand::before {
	content: "";
	flex: none;
	width: 1.375rem;
	height: 1.125rem;
	border-radius: 0.375rem 0.375rem 0.375rem 0.0625rem;
	background: var(--accent);
}
.top nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem; list-style: none; }
.top nav a {
	display: flex;
	align-items: center;
	min-height: 4rem;
	padding-inline: 0.75rem;
	border-block: 3px solid transparent;
	color: var(--muted);
	font-weight: 500;
	text-decoration: none;
}
.top nav a:hover { color: var(--ink); }
.top nav a[aria-current] { color: var(--ink); border-bottom-color: var(--accent); }
.who { display: flex; align-items: center; gap: 1rem; margin-left: auto; min-width: 0; }
.who .name { color: var(--muted); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; max-width: 16rem; }
main { flex: 1; padding-block: 2.25rem 4rem; }
.bottom { border-top: 1px solid var(--line); color: var(--muted); font-size: 0.875rem; }
.bottom .wide { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0.25rem 2rem; padding-block: 1.25rem; }
.bottom ul { display: flex; gap: 1.25rem; list-style: none; }
.bottom a { display: inline-block; padding-block: 0.25rem; color: var(--muted); }
.bottom a[aria-current] { color: var(--ink); text-decoration: none; font-weight: 600; }
@media (max-width: 47.99rem) {
	main { padding-block: 1.5rem 3rem; }
	h1 { font-size: 1.5rem; }
	.top .wide { column-gap: 1rem; min-height: 3.5rem; }
	.top nav.main { order: 3; flex-basis: 100%; margin-inline: -0.5rem; }
	.top nav ul { flex-wrap: nowrap; justify-content: space-between; gap: 0; }
	.top nav a { min-height: 3rem; padding-inline: 0.5rem; font-size: 0.9375rem; }
	.who .name { display: none; }
}
`
