/** Where something was asked, with what it takes to answer there. */
export type Origin =
	| { readonly kind: 'command'; readonly trigger: string }
	/** A button of a message of ours. */
	| { readonly kind: 'message'; readonly trigger: string; readonly responseUrl: string | undefined }
	/** A button of a modal. */
	| {
			readonly kind: 'modal'
			readonly trigger: string
			readonly view: string
			readonly hash: string | undefined
	  }
	| { readonly kind: 'home'; readonly trigger: string; readonly user: string }
	/** A form that was sent; the ids are of its blocks. */
	| { readonly kind: 'submission'; readonly blocks: readonly string[] }
	| {
			readonly kind: 'shortcut'
			readonly trigger: string
			readonly responseUrl: string | undefined
			readonly user: string
	  }
	/** Something written to the bot. */
	| { readonly kind: 'direct'; readonly channel: string; readonly thread: string | undefined }
	/** Someone looks at the home tab. */
	| { readonly kind: 'tab'; readonly user: string }

export type OriginKind = Origin['kind']
