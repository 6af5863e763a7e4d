import type { AddressInfo, Socket } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export type Received = {
	readonly from: string
	readonly to: readonly string[]
	readonly secure: boolean
	readonly user: string | undefined
	readonly raw: string
	readonly mail: ParsedMail
}

/** A real SMTP server of this machine, on a port of its own, that keeps what it takes. */
export async function openServer(options: SMTPServerOptions = {}): Promise<{
	readonly port: number
	readonly received: Received[]
	/** Every connection there ever was. */
	readonly sockets: Socket[]
	/** From now on letters are taken, and instead of the answer the connection breaks. */
	readonly cutAfterData: (cut: boolean) => void
	readonly close: () => Promise<void>
}> {
	const received: Received[] = []
	const sockets: Socket[] = []
	let cutting = false
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS'],
		onData(stream, session, answer) {
			const chunks: Buffer[] = []
			stream.on('data', chunk => chunks.push(chunk))
			stream.on('end', () => {
				const raw = Buffer.concat(chunks)
				simpleParser(raw).then(mail => {
					const { mailFrom, rcptTo } = session.envelope
					received.push({
						from: mailFrom ? mailFrom.address : '',
						to: rcptTo.map(({ address }) => address),
						secure: session.secure,
						user: session.user,
						raw: raw.toString(),
						mail,
					})
					if (cutting) for (const socket of sockets) socket.destroy()
					else answer()
				}, answer)
			})
		},
		...options,
	})
	// A client that hangs up on a bad certificate is an error of the server's too.
	server.on('error', () => {})
	server.server.on('connection', socket => sockets.push(socket))
	await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
	return {
		port: (server.server.address() as AddressInfo).port,
		received,
		sockets,
		cutAfterData: cut => {
			cutting = cut
		},
		close: () => new Promise(done => server.close(done)),
	}
}
