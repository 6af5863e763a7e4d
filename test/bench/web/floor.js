import { createServer } from 'node:http'
import SQLite from 'better-sqlite3'
import { answerAsked } from '../served/child.js'

/*
 * What cannot be gone below with the given parts: a page of somebody's requests by one prepared statement, as JSON.
 */
const [requester = ''] = process.argv.slice(2)
const file = new SQLite((process.env['DATABASE_URL'] ?? '').replace('sqlite:', ''), { readonly: true })
const page = file.prepare(`
	select t.id, t.subject, t.status, t.shown, t.priority, t.created_at, t.activity_at,
		r.id as requester_id, r.email, r.first_name, r.last_name, r.role
	from tickets as t join accounts as r on r.id = t.requester_id
	where t.requester_id = ? order by t.activity_at desc, t.id desc limit 16`)
const server = createServer((_, response) => {
	response.setHeader('content-type', 'application/json')
	response.end(JSON.stringify(page.all(Number(requester))))
})
server.listen(0, '127.0.0.1', () => {
	const address = server.address()
	answerAsked(typeof address === 'object' && address ? address.port : 0)
})
