import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { locales } from '../../src/domain/account.ts'
import { slackManifest, teamsPackage } from '../main.ts'
import { readSettings } from '../settings.ts'
import { oneOf } from './command.ts'
import { Ended, exitCodes } from './exit.ts'
import { type Shell, show } from './shell.ts'

/** `sportello manifest …` */
export function manifestCommands(program: Command, shell: Shell): void {
	const group = program.command('manifest').description('the apps to install, with your address filled in')
	group
		.command('slack')
		.description('the Slack app, as JSON to paste where Slack asks for a manifest')
		.option('--socket', 'for Socket Mode, which needs no public address; so too without a PUBLIC_URL')
		.option('--locale <language>', `the language of its hints: ${locales.join(', ')}`)
		.option('--json', 'no difference: it is JSON')
		.action((options: { socket?: boolean; locale?: string }) => {
			const settings = readSettings(shell.environment)
			const locale = oneOf(locales, options.locale ?? settings.defaultLocale, 'The language')
			const manifest = slackManifest(options.socket ? undefined : settings.publicUrl, locale)
			shell.out(`${JSON.stringify(manifest, undefined, '\t')}\n`)
		})
	group
		.command('teams')
		.description('the Teams app, as the zip file to upload in the Teams admin centre')
		.option('--output <file>', 'where to write it', 'sportello-teams.zip')
		.option('--app-version <version>', 'higher than the one that Teams has already, such as 1.0.1', '1.0.0')
		.option('--json', 'say where as JSON')
		.action(async (options: { output: string; appVersion: string; json?: boolean }) => {
			const version = options.appVersion
			if (!/^\d{1,5}\.\d{1,5}\.\d{1,5}$/.test(version)) {
				throw new Ended(`“${version}” is not a version: write three numbers, as 1.0.1.`, exitCodes.usage)
			}
			const { publicUrl, teams } = readSettings(shell.environment)
			if (!publicUrl || !teams) {
				throw new Ended(
					'Set PUBLIC_URL and the TEAMS_… variables first: they stand in the app.',
					exitCodes.usage,
				)
			}
			const bytes = await teamsPackage({ publicUrl, appId: teams.appId, version })
			await writeFile(options.output, bytes)
			show(shell, options, { file: options.output, bytes: bytes.length }, `Wrote ${options.output}.`)
		})
}
