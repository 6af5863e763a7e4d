/** What the server gave this page to know from the start. */
export function facts(): unknown {
	return JSON.parse(document.getElementById('facts')?.textContent ?? '{}')
}
