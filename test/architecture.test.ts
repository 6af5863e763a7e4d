import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sourcesOf } from './words/sources.ts'

const run = promisify(execFile)
const linter = resolve('node_modules/.bin/oxlint')
const fences = new Set(['eslint(no-restricted-imports)', 'import(no-cycle)'])

/** Which files break a rule of the layers, by the project's own configuration. */
async function offenders(folder: string, ...paths: readonly string[]): Promise<string[]> {
	const { stdout } = await run(linter, ['--format', 'json', ...paths], { cwd: folder, maxBuffer: 1e8 }).catch(
		(red: { stdout: string }) => red,
	)
	const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; filename: string }[] }
	return [
		...new Set(diagnostics.filter(({ code }) => fences.has(code)).map(({ filename }) => filename)),
	].toSorted()
}

/** A file that imports something. */
type Plant = readonly [file: string, imported: string]

/** Each breaks one rule of DESIGN, section 3. */
const broken: readonly Plant[] = [
	['src/rules/node.ts', 'node:fs'],
	['src/rules/bare-node.ts', 'fs'],
	['src/rules/database.ts', 'kysely'],
	['src/features/platform.ts', '@slack/types'],
	['src/features/web.ts', 'hono/jsx'],
	['src/text/other.ts', 'zod/v4'],
	['src/adapter.ts', '../adapters/main.ts'],
	['src/features/adapter.ts', '../../adapters/files/disk.ts'],
	['src/ports/migration.ts', '../../migrations/index.ts'],
	['src/words/test.ts', '../../test/world.ts'],
	['migrations/domain.ts', '../src/domain/ticket.ts'],
	['migrations/adapter.ts', '../adapters/database/open.ts'],
	['migrations/node.ts', 'node:crypto'],
	['migrations/driver.ts', 'pg'],
	['adapters/web/sibling.ts', '../slack/app.ts'],
	['adapters/web/root.ts', '../main.ts'],
	['adapters/web/settings.ts', '../settings.ts'],
	['adapters/web/migration.ts', '../../migrations/index.ts'],
	['adapters/web/test.ts', '../../test/world.ts'],
	['adapters/web/pages/sibling.ts', '../../files/disk.ts'],
	['adapters/web/pages/root.ts', '../../main.ts'],
	['adapters/web/pages/migration.ts', '../../../migrations/index.ts'],
	['adapters/web/pages/parts/sibling.tsx', '../../../files/disk.ts'],
	['adapters/files/kysely.ts', 'kysely'],
	['adapters/files/deep-kysely.ts', 'kysely/helpers/sqlite'],
	['adapters/files/sqlite.ts', 'better-sqlite3'],
	['adapters/files/postgres.ts', 'pg'],
	['adapters/files/mail.ts', 'nodemailer'],
	['adapters/files/password.ts', 'bcryptjs'],
	['adapters/files/bolt.ts', '@slack/bolt'],
	['adapters/slack/receive.ts', '@slack/bolt'],
	['adapters/slack/render/list.ts', '@slack/bolt'],
	['adapters/slack/deliver.ts', '@slack/web-api'],
	['adapters/teams/receive.ts', 'botbuilder'],
	['adapters/teams/render/card.ts', 'botframework-connector'],
	['adapters/slack/files.ts', 'botbuilder'],
	['adapters/teams/files.ts', '@slack/bolt'],
	['adapters/slack/app.ts', '../teams/app.ts'],
	['adapters/slack/limits.ts', 'kysely'],
	['adapters/teams/app.ts', '@slack/bolt'],
	['adapters/database/mail.ts', 'nodemailer'],
	['adapters/database/sibling.ts', '../files/disk.ts'],
	['adapters/database/tickets/sibling.ts', '../../files/disk.ts'],
	['adapters/email/password.ts', 'bcryptjs'],
	['adapters/email/sibling.ts', '../secrets/open.ts'],
	['adapters/passwords/mail.ts', 'nodemailer'],
	['adapters/passwords/sibling.ts', '../secrets/open.ts'],
	['adapters/cli/sibling.ts', '../database/open.ts'],
	['adapters/cli/seed/sibling.ts', '../../database/open.ts'],
	['adapters/cli/kysely.ts', 'kysely'],
	['adapters/settings.ts', './database/open.ts'],
	['adapters/lock.ts', './files/disk.ts'],
	['adapters/lock-too.ts', './database/open.ts'],
	['adapters/main.ts', 'kysely'],
	['src/domain/one.ts', './other.ts'],
	['src/domain/other.ts', './one.ts'],
]

/** Each keeps the rules, and stands beside one that does not. */
const sound: readonly Plant[] = [
	['src/rules/sound.ts', 'zod'],
	['src/words/sound.ts', 'intl-messageformat'],
	['src/text/sound.ts', 'mdast-util-from-markdown'],
	['src/text/sound-too.ts', 'micromark-extension-gfm-strikethrough'],
	['src/text/sound-types.ts', 'mdast'],
	['src/features/sound.ts', '../rules/sound.ts'],
	['migrations/sound.ts', 'kysely'],
	['migrations/sound-too.ts', './sound.ts'],
	['adapters/web/sound.ts', '../../src/rules/sound.ts'],
	['adapters/web/sound-too.ts', './sound.ts'],
	['adapters/web/sound-three.ts', 'hono'],
	['adapters/web/pages/sound.ts', '../sound.ts'],
	['adapters/web/pages/sound-too.ts', '../../../src/rules/sound.ts'],
	['adapters/web/pages/parts/sound.ts', '../../sound.ts'],
	['adapters/web/pages/parts/sound-too.ts', '../../../../src/rules/sound.ts'],
	['adapters/database/sound.ts', 'better-sqlite3'],
	['adapters/database/sound-too.ts', '../../migrations/index.ts'],
	['adapters/database/tickets/sound.ts', 'kysely'],
	['adapters/database/tickets/sound-too.ts', '../../../migrations/index.ts'],
	['adapters/database/dialect/sound.ts', 'pg'],
	['adapters/email/app.ts', 'nodemailer'],
	['adapters/passwords/worker.js', 'bcryptjs'],
	['adapters/cli/sound.ts', '../main.ts'],
	['adapters/cli/seed/sound.ts', '../../settings.ts'],
	['test/world.ts', '../adapters/main.ts'],
	['test/adapters/database/sound.ts', 'kysely'],
]

const imports = (plants: readonly Plant[]) =>
	plants.map(([file, imported]) => ({
		file,
		text: `import * as all from '${imported}'\n\nexport const used = all\n`,
	}))

let folder = ''
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'sportello-layers-'))
	await mkdir(join(folder, '.config'))
	await cp('.oxlintrc.json', join(folder, '.oxlintrc.json'))
	await cp('.config/oxlint.json', join(folder, '.config/oxlint.json'))
	for (const { file, text } of imports([...broken, ...sound])) {
		await mkdir(dirname(join(folder, file)), { recursive: true })
		await writeFile(join(folder, file), text)
	}
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('every broken rule of the layers turns the linter red, and nothing else does', async () => {
	expect(await offenders(folder)).toEqual(broken.map(([file]) => file).toSorted())
})

test('types are imported by the same rules, and what is passed on is too', async () => {
	const file = 'src/rules/passed-on.ts'
	for (const text of [
		"import type { Kysely } from 'kysely'\nexport type Db = Kysely<unknown>\n",
		"export * from 'kysely'\n",
		"export { sql } from 'kysely'\n",
	]) {
		await writeFile(join(folder, file), text)
		expect(await offenders(folder, file)).toEqual([file])
	}
	await rm(join(folder, file))
})

test('the project itself keeps them', async () => {
	expect(await offenders('.')).toEqual([])
})

describe('what the linter does not see', () => {
	const src = sourcesOf('src')

	test('src asks for nothing while it runs', () => {
		const asking = src.filter(({ text }) =>
			/\bimport\(|\brequire\(|\bimport\.meta\b|\bprocess\.|\bglobalThis\b|\beval\(/.test(text),
		)
		expect(asking.map(({ file }) => file)).toEqual([])
	})

	test('src takes time and chance from the ports', () => {
		const taking = src.filter(({ text }) =>
			/\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bcrypto\.|\bsetTimeout\(|\bfetch\(/.test(text),
		)
		expect(taking.map(({ file }) => file)).toEqual([])
	})

	test('src names no platform and no database', () => {
		const named = src.flatMap(({ file, text }) =>
			(text.match(/\b(slack|teams|zendesk|sqlite|postgres(ql)?)\b/gi) ?? []).map(word => `${file}: ${word}`),
		)
		expect(named).toEqual([])
	})

	test('adapters load nothing of the others while they run', () => {
		const asking = sourcesOf('adapters').flatMap(({ file, text }) =>
			[...text.matchAll(/\bimport\(\s*['"`]([^'"`]*)/g)]
				.map(match => `${file}: ${match[1]}`)
				.filter(one => /\.\.\/(?!.*\bsrc\/)/.test(one)),
		)
		expect(asking).toEqual([])
	})

	test('no folder lies deeper than the rules reach', () => {
		const deep = sourcesOf('adapters').filter(({ file }) => file.split('/').length > 5)
		expect(deep.map(({ file }) => file)).toEqual([])
	})
})
