import type { Server } from 'node:http'
import type { Answer, Socket } from './sender.ts'
import { isObject } from './types.ts'
import { accept, type Connection } from './websocket.ts'
import { newId, type World } from './world.ts'

/** Socket Mode: what is sent to the service goes through its own connection and waits for its ack. */
export function createSockets(server: Server, world: World): Socket & { close: () => void } {
	const connections = new Set<Connection>()
	const waiting = new Map<string, (answer: Answer) => void>()

	const acknowledge = (text: string) => {
		const ack: unknown = JSON.parse(text)
		if (!isObject(ack)) return
		const settle = waiting.get(String(ack.envelope_id))
		waiting.delete(String(ack.envelope_id))
		settle?.({ status: 200, body: ack.payload ?? '' })
	}

	server.on('upgrade', (request, stream) => {
		if (!request.url?.startsWith('/socket/')) return stream.destroy()
		const end = () => void connections.delete(connection)
		const connection = accept(request, stream, { text: acknowledge, end })
		connections.add(connection)
		connection.send(
			JSON.stringify({
				type: 'hello',
				num_connections: connections.size,
				connection_info: { app_id: world.app.id },
				debug_info: { host: 'stand-in', approximate_connection_time: 3600 },
			}),
		)
	})

	return {
		connected: () => connections.size > 0,
		deliver: (kind, payload, within, retry) =>
			new Promise(resolve => {
				const [connection] = connections
				if (!connection) return resolve({ status: 0, body: '', error: 'dispatch_failed' })
				const id = newId(world, 'env-')
				const late = setTimeout(() => {
					waiting.delete(id)
					resolve({ status: 0, body: '', error: 'operation_timeout' })
				}, within)
				waiting.set(id, answer => {
					clearTimeout(late)
					resolve(answer)
				})
				const retried = { retry_attempt: retry, retry_reason: retry ? 'timeout' : '' }
				connection.send(
					JSON.stringify({
						envelope_id: id,
						type: kind,
						payload,
						accepts_response_payload: kind !== 'events_api',
						...(kind === 'events_api' ? retried : {}),
					}),
				)
			}),
		close: () => {
			for (const connection of connections) connection.close()
		},
	}
}
