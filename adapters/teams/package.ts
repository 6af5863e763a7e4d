import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { zipSync } from 'fflate'
import { teamsLocalization, teamsManifest } from './manifest.ts'

/**
 * The app package that is uploaded in the Teams admin centre, as the bytes of a zip file.
 * @param publicUrl where the service is reached
 * @param appId of the bot's registration, a GUID
 * @param version three numbers; Teams takes an app that it has already only with a higher one
 */
export async function teamsPackage(options: {
	readonly publicUrl: string
	readonly appId: string
	readonly version?: string
}): Promise<Uint8Array> {
	const json = (value: unknown) => new TextEncoder().encode(`${JSON.stringify(value, undefined, '\t')}\n`)
	const icon = async (name: string) => new Uint8Array(await readFile(join(manifestFolder(), name)))
	return zipSync({
		'manifest.json': json(teamsManifest(options)),
		'it.json': json(teamsLocalization('it')),
		'color.png': await icon('color.png'),
		'outline.png': await icon('outline.png'),
	})
}

/** The pictures lie beside the sources, whether these or what was built from them runs. */
function manifestFolder(): string {
	for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
		const found = join(folder, 'manifests', 'teams')
		if (existsSync(join(found, 'color.png'))) return found
		if (folder === dirname(folder)) throw new Error('manifests/teams is not there')
	}
}
