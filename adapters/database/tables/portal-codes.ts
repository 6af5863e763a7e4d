/** The code that an account was shown in the portal, to be typed into a chat; only its hash is kept. */
export type PortalCodesTable = { account_id: number; hash: string; expires_at: number }
