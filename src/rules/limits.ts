/** A comment's text, in bytes of UTF-8. */
export const commentBytes = 64 * 1024
/** In characters, as people count them. */
export const subjectLength = 150
export const nameLength = 80
/** RFC 5321, section 4.5.3.1.3, less the angle brackets. */
export const emailLength = 254
/** UTF-16 units; a list's command with this much search still fits where platforms hold a choice's value. */
export const searchLength = 60
export const ccsPerTicket = 48

/**
 * Milliseconds. News waits so long for more about the same ticket, so that an answer and its status are one
 * notice; and so long since the person was last told of it.
 */
export const bursts = { settle: 3_000, spacing: 20_000 } as const
/** Milliseconds between two messages to the same person. */
export const noticePace = 1_000
/** How long before a promise is missed support hears of it, in milliseconds. */
export const targetWarning = 30 * 60_000
/** How many days a ticket is muted for when none are said. */
export const muteDays = 1

export type FileLimits = { readonly bytes: number; readonly count: number }
export const defaultFileLimits: FileLimits = { bytes: 50 * 1024 * 1024, count: 10 }

/** Bytes that one account may upload to the portal in 24 hours, whatever becomes of them. */
export const defaultUploadsADay = 2 * 1024 * 1024 * 1024

export const connectCode = { lifetime: 10 * 60_000, tries: 5 } as const
export const fileAddressLifetime = 15 * 60_000

export const pageSize = { chat: 10, portal: 15 } as const
export const commentsPerPage = { chat: 5, portal: 20 } as const

/** How long what letters carry is good for. */
export const tokenLifetimes = {
	welcome: 24 * 60 * 60_000,
	reset: 30 * 60_000,
	address: 24 * 60 * 60_000,
} as const
export const sessionLifetimes = { idle: 30 * 60_000, whole: 12 * 60 * 60_000 } as const
/** Of letters that anyone can ask for, to one mailbox; one asker alone cannot use up its day. */
export const letterBudget = { spacing: 15 * 60_000, aDay: 3, anAsker: 2 } as const
/** In characters. */
export const passwordLength = { least: 10, most: 1_024 } as const
/**
 * Wrong passwords until the window ends: for one mail address from one network, from one network for all
 * addresses, for one address from all networks, and of who is signed in and is asked once more, or is at a browser
 * with which they got in before.
 */
export const signInBudget = { asker: 10, network: 50, address: 100, own: 10, window: 15 * 60_000 } as const
/** Milliseconds for which a browser is known with which somebody got in. */
export const browserLifetime = 90 * 24 * 60 * 60_000
/** Of letters that one asker (a chat identity, a network) can have sent to whatever mailboxes. */
export const askBudget = { limit: 20, window: 60 * 60_000 } as const
/** How many wrong codes of the portal one chat identity may type. */
export const portalCodeBudget = { limit: connectCode.tries, window: connectCode.lifetime } as const
/** UTF-16 units of what a browser calls itself. */
export const agentLength = 200
/** UTF-16 units of what a requester says of how it went. */
export const ratingLength = 500
/** UTF-16 units of a saved answer: its name fits a button, and its text every form, with names filled in. */
export const savedAnswer = { name: 40, text: 2_500 } as const
/** How many saved answers there can be shown at a time. */
export const answersShown = 20
