/** News of a request. */
export const notice = `
.notice { max-width: 50rem; }
.notice .subject { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 0.75rem; overflow-wrap: anywhere; }
.news { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.5rem; list-style: none; }
.news .comment { margin-top: 0.75rem; }
section.news { gap: 0; margin-top: 1.5rem; }
.notice .reply { margin-top: 2rem; }
.ends { margin-top: 0.5rem; padding-left: 1.5rem; }
.ends + p { margin-top: 1rem; }
`
