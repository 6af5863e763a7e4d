/** Where something was asked, with what it takes to answer there. */
export type Origin =
	| {
			readonly kind: 'command'
			readonly trigger: string
			/** Where others read, too; absent in direct messages. */
			readonly channel: string | undefined
	  }
	/** A button of a message of ours that one person sees. */
	| {
			readonly kind: 'message'
			readonly trigger: string
			readonly responseUrl: string | undefined
			/** The message itself, as `<channel>:<ts>`. */
			readonly at: string | undefined
	  }
	/** A button of a message of ours that stays as it is: a whole channel sees it, or it stands for a request. */
	| { readonly kind: 'card'; readonly trigger: string; readonly responseUrl: string | undefined }
	/** A button of a modal. */
	| {
			readonly kind: 'modal'
			readonly trigger: string
			readonly view: string
			readonly hash: string | undefined
			/** How many windows lie on each other up to this one, of {@link deepest} at most. */
			readonly depth: number
	  }
	/** A button of a modal with fields: what was typed into them goes when another view takes their place. */
	| {
			readonly kind: 'form'
			readonly trigger: string
			readonly view: string
			readonly hash: string | undefined
			readonly depth: number
			readonly blocks: readonly string[]
			/** Whether the button took along what was typed. */
			readonly keeps: boolean
	  }
	| { readonly kind: 'home'; readonly trigger: string; readonly user: string }
	/** A form that was sent; the ids are of its blocks, `from` leads to the message whose button opened it. */
	| {
			readonly kind: 'submission'
			readonly blocks: readonly string[]
			readonly depth: number
			readonly from: string | undefined
	  }
	| {
			readonly kind: 'shortcut'
			readonly trigger: string
			readonly responseUrl: string | undefined
			readonly user: string
	  }
	/** Something written to the bot. */
	| {
			readonly kind: 'direct'
			readonly channel: string
			readonly thread: string | undefined
			readonly ts: string
	  }
	/** Something written under the message that stands for a request. */
	| { readonly kind: 'comment'; readonly channel: string; readonly thread: string; readonly ts: string }
	/** Something written in a thread of a channel. */
	| {
			readonly kind: 'note'
			readonly channel: string
			readonly thread: string
			readonly ts: string
			readonly user: string
			/** Who wrote what stands above the thread, where Slack says it. */
			readonly above: string | undefined
	  }
	/** Someone looks at the home tab. */
	| { readonly kind: 'tab'; readonly user: string }

/** Slack piles up three windows. https://docs.slack.dev/surfaces/modals */
export const deepest = 3

export type OriginKind = Origin['kind']
