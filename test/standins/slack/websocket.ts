import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

/** The server's end of a WebSocket that carries text. */
export interface Connection {
	send: (text: string) => void
	close: () => void
}

const magic = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const goingAway = Buffer.from([0x03, 0xe9])
const opcodes = { continuation: 0, text: 1, close: 8, ping: 9, pong: 10 }

/**
 * Answers the handshake and speaks RFC 6455 as far as Socket Mode needs it. Written here because the `ws` that
 * lies in node_modules belongs to another package and is years old.
 */
export function accept(
	request: IncomingMessage,
	stream: Duplex,
	on: { text: (text: string) => void; end: () => void },
): Connection {
	const key = createHash('sha1').update(`${request.headers['sec-websocket-key']}${magic}`).digest('base64')
	stream.write(
		[
			'HTTP/1.1 101 Switching Protocols',
			'Upgrade: websocket',
			'Connection: Upgrade',
			`Sec-WebSocket-Accept: ${key}`,
			'\r\n',
		].join('\r\n'),
	)
	let buffered: Buffer = Buffer.alloc(0)
	let message: Buffer[] = []

	const take = ({ opcode, final, payload }: Frame) => {
		if (opcode === opcodes.ping) stream.write(frame(opcodes.pong, payload))
		else if (opcode === opcodes.close) stream.end(frame(opcodes.close, payload))
		else if (opcode === opcodes.text || opcode === opcodes.continuation) {
			message.push(payload)
			if (!final) return
			const text = Buffer.concat(message).toString('utf8')
			message = []
			on.text(text)
		}
	}

	stream.on('data', (chunk: Buffer) => {
		buffered = Buffer.concat([buffered, chunk])
		for (let read = parse(buffered); read; read = parse(buffered)) {
			buffered = buffered.subarray(read.size)
			take(read)
		}
	})
	stream.on('close', on.end)
	stream.on('error', () => stream.destroy())
	return {
		send: text => void stream.write(frame(opcodes.text, Buffer.from(text))),
		close: () => {
			if (!stream.writableEnded) stream.end(frame(opcodes.close, goingAway))
			setTimeout(() => stream.destroy(), 200).unref()
		},
	}
}

function frame(opcode: number, payload: Buffer): Buffer {
	const { length } = payload
	const first = 0x80 | opcode
	if (length < 126) return Buffer.concat([Buffer.from([first, length]), payload])
	const wide = length > 0xffff
	const head = Buffer.alloc(wide ? 10 : 4)
	head[0] = first
	head[1] = wide ? 127 : 126
	if (wide) head.writeBigUInt64BE(BigInt(length), 2)
	else head.writeUInt16BE(length, 2)
	return Buffer.concat([head, payload])
}

interface Frame {
	opcode: number
	final: boolean
	payload: Buffer
	size: number
}

/** The first whole frame in a buffer; a client's frames are always masked. */
function parse(buffer: Buffer): Frame | undefined {
	if (buffer.length < 6) return undefined
	const short = buffer.readUInt8(1) & 0x7f
	const extra = short === 127 ? 8 : short === 126 ? 2 : 0
	const start = 2 + extra + 4
	if (buffer.length < start) return undefined
	const length =
		extra === 8 ? Number(buffer.readBigUInt64BE(2)) : extra === 2 ? buffer.readUInt16BE(2) : short
	if (buffer.length < start + length) return undefined
	const mask = buffer.subarray(start - 4, start)
	const payload = Buffer.from(buffer.subarray(start, start + length))
	for (let at = 0; at < length; at++) payload.writeUInt8(payload.readUInt8(at) ^ mask.readUInt8(at % 4), at)
	const first = buffer.readUInt8(0)
	return { opcode: first & 0x0f, final: (first & 0x80) !== 0, payload, size: start + length }
}
