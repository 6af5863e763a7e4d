/**
 * What of a network address names who is there, for budgets: an IPv4 address, or the first 64 bits of an
 * IPv6 one, within which everyone chooses addresses freely (RFC 4291, section 2.5.4). Anything else is as it is.
 */
export function networkOf(address: string): string {
	const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
	if (mapped) return mapped
	if (!/^[\da-f:]*:[\da-f:]*(%.*)?$/i.test(address)) return address
	const [head = '', tail = ''] = address.replace(/%.*$/, '').toLowerCase().split('::')
	const before = head.split(':').filter(Boolean)
	const after = tail.split(':').filter(Boolean)
	const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0')
	const groups = [...before, ...zeros, ...after].map(group => group.replace(/^0+(?=.)/, ''))
	return `${groups.slice(0, 4).join(':')}::/64`
}
