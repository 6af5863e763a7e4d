import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { expect, it } from 'vitest'
import { slackManifest } from '../../../adapters/slack/manifest.ts'
import { spoken } from '../../../src/commands/parse.ts'
import { locales } from '../../../src/domain/account.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { publishedFolder } from '../../published.ts'
import committed from '../../../manifests/slack.json' with { type: 'json' }

const schema = (name: string) =>
	JSON.parse(readFileSync(join(publishedFolder, 'slack-manifest', name), 'utf8'))

function validator() {
	const ajv = new Ajv({ strict: false, validateFormats: false })
	const at = 'https://raw.githubusercontent.com/slackapi/manifest-schema/v0.5.0/schemas/'
	for (const name of ['manifest.schema.1.0.0.json', 'manifest.schema.2.0.0.json']) {
		ajv.addSchema(schema(name), `${at}${name}`)
	}
	return ajv.compile(schema('manifest.schema.json'))
}

it('is what Slack takes, over HTTP and by Socket Mode, in every language', () => {
	const valid = validator()
	for (const locale of locales) {
		for (const url of ['https://support.acme.example', undefined]) {
			expect(valid(slackManifest(url, locale)), JSON.stringify(valid.errors)).toBe(true)
		}
	}
	expect(valid({ ...committed, features: { slash_commands: [{ command: 'tickets' }] } })).toBe(false)
})

it('is committed as it is made', () => {
	expect(committed).toEqual(slackManifest('https://sportello.example.com'))
})

it('hints at words of the table', () => {
	const [command] = slackManifest(undefined).features.slash_commands
	const usages = spoken.map(({ usage }) => wordsOf('en')(usage))
	for (const hint of command?.usage_hint.split(' · ') ?? []) expect(usages).toContain(hint)
})

it('asks for Socket Mode where there is no address', () => {
	const { settings } = slackManifest(undefined)
	expect(settings.socket_mode_enabled).toBe(true)
	expect(JSON.stringify(slackManifest(undefined))).not.toContain('/slack/events')
})
