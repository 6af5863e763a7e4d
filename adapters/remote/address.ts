import { BlockList, isIP } from 'node:net'

/**
 * Not of the public internet: IANA's special-purpose registry of IPv4 (RFC 6890 and its updates), multicast,
 * and the one address of a cloud's metadata service that lies outside of it.
 */
const reserved = blocks('ipv4', [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['168.63.129.16', 32],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.0.0.0', 24],
	['192.0.2.0', 24],
	['192.88.99.0', 24],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['198.51.100.0', 24],
	['203.0.113.0', 24],
	['224.0.0.0', 3],
])

/** All that IANA has given out of IPv6; loopback, link-local, mapped, translated and private ones lie outside. */
const global6 = blocks('ipv6', [['2000::', 3]])

/** Within it: protocol assignments and Teredo, documentation, and 6to4, which wraps any IPv4 address. */
const reserved6 = blocks('ipv6', [
	['2001::', 23],
	['2001:db8::', 32],
	['2002::', 16],
	['3fff::', 20],
])

/** Whether an address can only be a machine of the public internet. */
export function isPublic(address: string): boolean {
	if (address.includes('%')) return false
	const family = isIP(address)
	if (family === 4) return !reserved.check(address, 'ipv4')
	return family === 6 && global6.check(address, 'ipv6') && !reserved6.check(address, 'ipv6')
}

/** Whether an address is this machine. */
export function isLoopback(address: string): boolean {
	return address === '::1' || (isIP(address) === 4 && address.startsWith('127.'))
}

function blocks(family: 'ipv4' | 'ipv6', subnets: readonly (readonly [string, number])[]): BlockList {
	const list = new BlockList()
	for (const [network, prefix] of subnets) list.addSubnet(network, prefix, family)
	return list
}
