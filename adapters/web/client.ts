import { BlockList, isIP } from 'node:net'

/** Finds the network address of who really asks, from the peer of the connection and what proxies say. */
export type ClientAddress = (peer: string | undefined, forwardedFor: string | undefined) => string

/**
 * Reads `X-Forwarded-For` from its end: each proxy writes there whom it was asked by, so an address counts as
 * long as the one that wrote it is trusted; what anyone else wrote is never looked at.
 * @param trusted addresses and networks (`10.0.0.0/8`) of our own proxies; with none only the peer counts
 */
export function clientAddresses(trusted: readonly string[]): ClientAddress {
	const proxies = new BlockList()
	for (const each of trusted) {
		const [address = '', bits] = each.split('/')
		const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
		if (bits === undefined) proxies.addAddress(address, family)
		else proxies.addSubnet(address, Number(bits), family)
	}
	// What is looked up in the list becomes an object of its own, which costs as much as parsing an address.
	const isProxy = (address: string) =>
		trusted.length > 0 && proxies.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

	return (peer, forwardedFor) => {
		let client = plainAddress(peer ?? '') ?? ''
		const said = forwardedFor?.split(',') ?? []
		while (client && isProxy(client)) {
			const before = said.pop()
			const address = before === undefined ? undefined : plainAddress(before)
			if (address === undefined) break
			client = address
		}
		return client
	}
}

/** An address without port, brackets, zone and the IPv6 form of an IPv4 one; undefined for what is none. */
function plainAddress(text: string): string | undefined {
	const word = text.trim()
	const address = (/^\[([^\]]+)\](?::\d+)?$/.exec(word)?.[1] ?? /^([\d.]+):\d+$/.exec(word)?.[1] ?? word)
		.replace(/^::ffff:(?=[\d.]+$)/i, '')
		.replace(/%.*$/, '')
	return isIP(address) ? address : undefined
}
