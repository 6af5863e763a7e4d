/** What a window tells the shell around it. */
export type Said =
	/** A link was followed: the shell opens the portal's in its window, everything else in a tab. */
	| { readonly open: string }
	/** What somebody did, for the tour to look at where they stand. */
	| { readonly acted: true }

/** Tells the shell; alone in a tab, a window follows its links itself. */
export function tell(said: Said): void {
	if (window.parent !== window) window.parent.postMessage(said, location.origin)
	else if ('open' in said) window.open(said.open, '_blank', 'noopener')
}
