import { type Said, tell } from './between.ts'

/** What the server gave this page to know from the start. */
export function facts(): unknown {
	return JSON.parse(document.getElementById('facts')?.textContent ?? '{}')
}

/** Tells the shell, if there is one around: alone in a tab nobody has to know. */
export function tellHere(said: Said): void {
	if (window.parent !== window) tell(said)
}
