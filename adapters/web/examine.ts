import { type Finding, unreachedBecause } from '../../src/ports/finding.ts'

const about = 'PUBLIC_URL'
const patience = 10_000

/** Whether people's browsers come to this service at its public address, as far as this machine can tell. */
export async function examineAddress(publicUrl: string): Promise<Finding> {
	const url = `${publicUrl}/readyz`
	try {
		const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(patience) })
		const said = await response.text()
		if (response.status === 200 && said === 'ready\n') {
			const local = publicUrl.startsWith('http:')
			return local
				? {
						about,
						state: 'doubtful',
						says: `${publicUrl} answers, on this machine only.`,
						todo: 'Fine to try it. For others, set PUBLIC_URL to the https address that leads here.',
					}
				: { about, state: 'well', says: `${publicUrl} leads to the running service.` }
		}
		if (response.status === 503 && said === 'not ready\n') {
			return {
				about,
				state: 'broken',
				says: `${publicUrl} leads to the running service, which is not ready: its log says why.`,
				todo: 'Look into the log of the service, and try again.',
			}
		}
		return {
			about,
			state: 'broken',
			says: `${url} answers with ${response.status}, not with what this service says.`,
			todo: 'Let it lead to the service’s HOST and PORT, with the Host header unchanged.',
		}
	} catch (error) {
		return {
			about,
			state: 'doubtful',
			says: `${publicUrl} does not answer from here: ${unreachedBecause(error)}.`,
			todo: 'Start the service with “npm start” and ask again; check the name, the certificate and the proxy.',
		}
	}
}
