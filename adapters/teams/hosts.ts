/**
 * Where Microsoft's connectors are, for the worldwide cloud and for GCC; `trafficmanager.net` is shared by
 * everyone, so only whole names count. From Microsoft's Agents SDK, `TeamsServiceEndpoints`.
 */
export const serviceHosts: readonly string[] = [
	'smba.trafficmanager.net',
	'smba.infra.gcc.teams.microsoft.com',
]

/**
 * The authority that gives the bot its token: its tenant's; of a bot that is registered for several, one for all.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
 */
export function loginUrlOf(settings: {
	readonly loginUrl?: string
	readonly tenantIds: readonly string[]
}): string {
	const [only = '', ...others] = settings.tenantIds
	const authority = others.length > 0 ? 'botframework.com' : only
	return settings.loginUrl ?? `https://login.microsoftonline.com/${authority}`
}

/** OneDrive and SharePoint give each customer a name below this one. */
const fileSuffix = '.sharepoint.com'

/** The host of an address of the connector; undefined where the address is not one of `hosts`. */
export function serviceHost(url: string | undefined, hosts: readonly string[]): string | undefined {
	const { hostname } = plainUrl(url, hosts) ?? {}
	return hostname !== undefined && hosts.includes(hostname) ? hostname : undefined
}

/** The host of a file in someone's OneDrive; hosts of this machine count too where they are in `hosts`. */
export function fileHost(url: string | undefined, hosts: readonly string[]): string | undefined {
	const { hostname } = plainUrl(url, hosts) ?? {}
	if (hostname === undefined) return undefined
	const named = hostname.endsWith(fileSuffix) && /^[a-z0-9-]+$/.test(hostname.slice(0, -fileSuffix.length))
	return named || (isLoopback(hostname) && hosts.includes(hostname)) ? hostname : undefined
}

/** An address by https at its own port, or at any of this machine where that is listed. */
function plainUrl(text: string | undefined, hosts: readonly string[]): URL | undefined {
	if (text === undefined || !URL.canParse(text)) return undefined
	const url = new URL(text)
	if (url.username || url.password) return undefined
	if (isLoopback(url.hostname) && hosts.includes(url.hostname)) return url
	return url.protocol === 'https:' && url.port === '' ? url : undefined
}

function isLoopback(host: string): boolean {
	return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(host)
}
