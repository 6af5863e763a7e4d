import { createServer, connect, type AddressInfo, type NetConnectOpts, type Socket } from 'node:net'

/** What lies between a service and something that it needs, where it can break. */
export type Line = {
	/** Where it begins, on this machine. */
	readonly port: number
	/** From now on nothing passes on what is open, and nobody is told; new connections work. */
	freeze(): void
	/** Cuts what is open, and refuses connections, until it is mended. */
	cut(): Promise<void>
	mend(): Promise<void>
	/** How many connections there were, and are. */
	accepted(): number
	open(): number
	close(): Promise<void>
}

/** @param there where it leads */
export async function openLine(there: NetConnectOpts): Promise<Line> {
	const open = new Set<Socket>()
	let accepted = 0
	const server = createServer(near => {
		accepted += 1
		const far = connect(there)
		for (const socket of [near, far]) {
			open.add(socket)
			socket.on('error', () => undefined)
			socket.on('close', () => open.delete(socket))
		}
		near.on('close', () => far.destroy())
		far.on('close', () => near.destroy())
		near.pipe(far)
		far.pipe(near)
	})
	const listen = (port: number) => new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
	await listen(0)
	const { port } = server.address() as AddressInfo
	const cut = async () => {
		const closed = new Promise(resolve => server.close(resolve))
		for (const socket of open) socket.destroy()
		await closed
	}
	return {
		port,
		freeze() {
			for (const socket of open) {
				socket.unpipe()
				socket.removeAllListeners('close')
				socket.on('data', () => undefined)
			}
		},
		cut,
		mend: () => listen(port),
		accepted: () => accepted,
		open: () => open.size / 2,
		close: cut,
	}
}
