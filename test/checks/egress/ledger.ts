import { isIP, type LookupFunction, Socket } from 'node:net'

/** Every connection that begins in this process, stopped unless it goes to a server of the check. */
export type Ledger = {
	/** Where it would have gone, as `host:port`. */
	readonly begun: string[]
	restore(): void
}

type Options = { readonly host?: string; readonly port?: number | string; lookup?: LookupFunction }

/** @param served ports of this machine that may be reached */
export function openLedger(served: () => readonly number[]): Ledger {
	const begun: string[] = []
	// oxlint-disable-next-line unbound-method -- it is called with the socket that it is of
	const original = Socket.prototype.connect
	const isServed = (address: string, port: number) =>
		(address === '127.0.0.1' || address === '::1') && served().includes(port)
	function connect(this: Socket, ...given: unknown[]): Socket {
		// Node hands its own arguments on in one list.
		const options = (Array.isArray(given[0]) ? given[0][0] : given[0]) as Options
		const { host = 'localhost', port = 0, lookup } = options
		const stopped = (address: string) => {
			begun.push(`${address}:${port}`)
			return new Error('stopped by the check')
		}
		if (!lookup || isIP(host)) {
			if (isServed(host, Number(port))) return original.apply(this, given as never)
			const error = stopped(host)
			process.nextTick(() => this.destroy(error))
			return this
		}
		options.lookup = (name, asked, answer) =>
			lookup(name, asked, (error, found, family) => {
				const all = typeof found === 'string' ? [found] : (found ?? []).map(({ address }) => address)
				const foreign = error ? undefined : all.find(address => !isServed(address, Number(port)))
				if (foreign === undefined) answer(error, found, family)
				else answer(stopped(foreign), '')
			})
		return original.apply(this, given as never)
	}
	Socket.prototype.connect = connect
	return {
		begun,
		restore: () => {
			Socket.prototype.connect = original
		},
	}
}
