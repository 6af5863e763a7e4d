import dns from 'node:dns'
import { connect as connectPlain, isIP, type LookupFunction, type Socket } from 'node:net'
import { connect as connectSecure } from 'node:tls'
import { isLoopback, isPublic } from './address.ts'

/** How a name becomes addresses: `dns.lookup` asked for all of them. */
export type Resolve = (host: string) => Promise<readonly dns.LookupAddress[]>

/** The other end has an address that nothing of ours is to reach. */
export class AddressRefused extends Error {}

/** Without TLS only this machine may be reached, with it the public internet; both when tests allow it. */
export function mayReach(url: URL, allowLoopback: boolean): (address: string) => boolean {
	if (url.protocol === 'http:') return address => allowLoopback && isLoopback(address)
	return address => isPublic(address) || (allowLoopback && isLoopback(address))
}

export const systemResolve: Resolve = host => dns.promises.lookup(host, { all: true })

/**
 * A connection whose other end has been looked at: every address that the name has, and again the one that
 * the socket reached, so that a name which changes its mind in between gains nothing.
 * @param timeout milliseconds for the whole of it
 * @throws AddressRefused for an address that `mayReach` refuses; the socket's own error otherwise
 */
export async function connect(
	url: URL,
	{
		mayReach,
		resolve,
		timeout,
	}: { readonly mayReach: (address: string) => boolean; readonly resolve: Resolve; readonly timeout: number },
): Promise<Socket> {
	const lookup: LookupFunction = (host, options, answer) => {
		resolve(host).then(
			addresses => {
				const [first] = addresses
				if (!first) answer(new Error(`${host} has no address`), '')
				else if (!addresses.every(({ address }) => mayReach(address))) answer(refusal(url), '')
				else if (options.all) answer(null, [...addresses])
				else answer(null, first.address, first.family)
			},
			(error: NodeJS.ErrnoException) => answer(error, ''),
		)
	}
	const secure = url.protocol === 'https:'
	const host = url.hostname.replace(/^\[|\]$/g, '')
	// A number is looked up nowhere.
	if (isIP(host) !== 0 && !mayReach(host)) throw refusal(url)
	const port = Number(url.port) || (secure ? 443 : 80)
	const socket = secure
		? connectSecure({
				host,
				port,
				lookup,
				servername: /^[\d.]+$|:/.test(host) ? '' : host,
				ALPNProtocols: ['http/1.1'],
			})
		: connectPlain({ host, port, lookup })
	const timer = setTimeout(() => socket.destroy(new Error(`${url.hostname} is slow to connect`)), timeout)
	try {
		await new Promise<void>((done, fail) => {
			socket.once('error', fail)
			socket.once('close', () => fail(new Error(`${url.hostname} hung up`)))
			socket.once('connect', () => {
				if (!mayReach(socket.remoteAddress ?? '')) socket.destroy(refusal(url))
			})
			socket.once(secure ? 'secureConnect' : 'connect', () => done())
		})
	} finally {
		clearTimeout(timer)
	}
	if (socket.destroyed) throw refusal(url)
	return socket
}

function refusal(url: URL): AddressRefused {
	return new AddressRefused(`${url.hostname} has an address that is not of the public internet`)
}

/** Ends a connection that is silent, or takes too long over everything; both in milliseconds. */
export function hurry(socket: Socket, url: URL, timeout: number, deadline: number): void {
	const stop = () => socket.destroy(new Error(`${url.hostname} is too slow`))
	socket.setTimeout(timeout, stop)
	const timer = setTimeout(stop, deadline)
	socket.once('close', () => clearTimeout(timer))
}
