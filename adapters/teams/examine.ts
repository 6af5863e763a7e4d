import { type Finding, unreachedBecause } from '../../src/ports/finding.ts'
import type { Clock } from '../../src/ports/outside.ts'
import type { TeamsSettings } from './app.ts'
import { loginUrlOf } from './hosts.ts'
import { botToken, TokenRefused } from './token.ts'

const patience = 10_000

/** Asks Microsoft for the bot's own token, and this service, by its public address, for Teams' endpoint. */
export async function examineTeams(
	settings: TeamsSettings | undefined,
	{ publicUrl, clock }: { readonly publicUrl: string; readonly clock: Clock },
): Promise<readonly Finding[]> {
	if (!settings)
		return [{ about: 'TEAMS_APP_ID', state: 'off', says: 'Teams is off: its settings are empty.' }]
	return Promise.all([examineToken(settings, clock), examineAddress(publicUrl)])
}

async function examineToken(settings: TeamsSettings, clock: Clock): Promise<Finding> {
	const about = 'TEAMS_APP_PASSWORD'
	try {
		await botToken({ ...settings, loginUrl: loginUrlOf(settings), clock })()
		return { about, state: 'well', says: 'Microsoft gives the bot its token.' }
	} catch (error) {
		const todo =
			(error instanceof TokenRefused && advice[error.code ?? 0]) ||
			'Check the three settings of Teams, and that this machine reaches login.microsoftonline.com.'
		return { about, state: 'broken', says: `There is no token: ${unreachedBecause(error)}.`, todo }
	}
}

/** By Microsoft's own numbers: https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const advice: Readonly<Record<number, string>> = {
	7_000_215: 'Copy the secret’s Value (not its ID) of Certificates & secrets into TEAMS_APP_PASSWORD.',
	7_000_222: 'The secret has expired: make a new one under Certificates & secrets.',
	700_016: 'No such app in this tenant: check TEAMS_APP_ID and TEAMS_TENANT_ID.',
	90_002: 'There is no such tenant: TEAMS_TENANT_ID is the App Tenant ID of the bot’s Configuration.',
}

/** What is no activity is told from what has no token: whatever stands before the service knows neither. */
async function examineAddress(publicUrl: string): Promise<Finding> {
	const about = 'TEAMS_APP_ID'
	const url = `${publicUrl}/api/messages`
	try {
		const noActivity = await statusOf(url, {})
		const status = await statusOf(url, { type: 'message' })
		if (noActivity === 400 && status === 401)
			return { about, state: 'well', says: `${url} takes nothing without Microsoft’s token.` }
		return {
			about,
			state: 'broken',
			says: `${url} answers with ${noActivity} and ${status} where 400 and 401 are expected.`,
			todo: 'Let what stands before the service pass this address on unchanged, and start the service.',
		}
	} catch (error) {
		return {
			about,
			state: 'doubtful',
			says: `${url} does not answer from here: ${unreachedBecause(error)}.`,
			todo: 'Start the service with “npm start” and ask again. Microsoft has to reach it too, from outside.',
		}
	}
}

async function statusOf(url: string, body: unknown): Promise<number> {
	const { status } = await fetch(url, {
		method: 'POST',
		redirect: 'manual',
		signal: AbortSignal.timeout(patience),
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	})
	return status
}
