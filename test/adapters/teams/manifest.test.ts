import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv, type AnySchemaObject } from 'ajv'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { teamsLocalization, teamsManifest } from '../../../adapters/teams/manifest.ts'
import { teamsPackage } from '../../../adapters/teams/package.ts'
import { isSpoken } from '../../../src/commands/parse.ts'
import { publishedFolder } from '../../published.ts'
import committed from '../../../manifests/teams/manifest.json' with { type: 'json' }
import italian from '../../../manifests/teams/it.json' with { type: 'json' }

const example = {
	publicUrl: 'https://sportello.example.com',
	appId: '00000000-0000-0000-0000-000000000000',
}

/** The published schema is of draft 4; what Ajv does not take of that is only its name. */
function validator() {
	const file = join(publishedFolder, 'teams-manifest', 'MicrosoftTeams.schema.1.25.json')
	const { $schema: _, id: _id, ...schema } = JSON.parse(readFileSync(file, 'utf8')) as AnySchemaObject
	return new Ajv({ strict: false, validateFormats: false }).compile(schema)
}

describe('the manifest', () => {
	it('is what Teams takes', () => {
		const valid = validator()
		const made = teamsManifest({ publicUrl: 'https://help.acme.example', appId: crypto.randomUUID() })
		expect(valid(made), JSON.stringify(valid.errors)).toBe(true)
		expect(made.validDomains).toEqual(['help.acme.example'])
		expect(valid({ ...made, id: 'no guid' })).toBe(false)
		expect(valid({ ...made, surprise: true })).toBe(false)
	})

	it('is committed as it is made', () => {
		expect(committed).toEqual(JSON.parse(JSON.stringify(teamsManifest(example))))
		expect(italian).toEqual(teamsLocalization('it'))
	})

	it('lists words of the table, in either language', () => {
		const lists = teamsManifest(example).bots[0]?.commandLists ?? []
		const english = lists.flatMap(({ commands }) => commands.map(({ title }) => title))
		const inItalian = Object.entries(italian)
			.filter(([at]) => /^bots.*title$/.test(at))
			.map(([, title]) => title)
		expect(english).toContain('help')
		expect(inItalian).toContain('aiuto')
		expect(inItalian).toHaveLength(english.length)
		expect([...english, ...inItalian].filter(word => !isSpoken(word))).toEqual([])
	})

	it('is translated wherever it says something, and nowhere else', () => {
		const said = (node: unknown, at = ''): string[] => {
			if (typeof node !== 'object' || node === null) return []
			return Object.entries(node).flatMap(([key, value]) => {
				const here = Array.isArray(node) ? `${at}[${key}]` : at ? `${at}.${key}` : key
				const text = /(^name\.|description|title$|^description\.)/.test(here) && typeof value === 'string'
				return text ? [here] : said(value, here)
			})
		}
		const { $schema: _, ...translated } = teamsLocalization('it')
		expect(Object.keys(translated).sort()).toEqual(said(teamsManifest(example)).sort())
	})
})

describe('the package', () => {
	it('holds the manifest with one’s own address, the translation and the icons', async () => {
		const { publicUrl, appId } = { publicUrl: 'https://help.acme.example', appId: crypto.randomUUID() }
		const files = unzipSync(await teamsPackage({ publicUrl, appId }))
		expect(Object.keys(files).sort()).toEqual(['color.png', 'it.json', 'manifest.json', 'outline.png'])
		const manifest: unknown = JSON.parse(new TextDecoder().decode(files['manifest.json']))
		expect(manifest).toEqual(JSON.parse(JSON.stringify(teamsManifest({ publicUrl, appId }))))
		expect(sizeOf(files['color.png'])).toEqual([192, 192])
		expect(sizeOf(files['outline.png'])).toEqual([32, 32])
	})
})

/** Width and height of a PNG: its first chunk says them. */
function sizeOf(png: Uint8Array | undefined): readonly number[] {
	const view = Buffer.from(png ?? [])
	expect(view.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a')
	return [view.readUInt32BE(16), view.readUInt32BE(20)]
}
