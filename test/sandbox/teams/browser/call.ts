import type { Sight } from '../../../standins/teams/seen.ts'
import type { Act, Outcome, SentFile } from '../between.ts'

/** @param name who is played */
export async function send(name: string, act: Act): Promise<Outcome> {
	try {
		const answer = await fetch(`/teams/act?as=${name}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(act),
		})
		return answer.ok ? ((await answer.json()) as Outcome) : { error: `the sandbox answers ${answer.status}` }
	} catch {
		return { error: 'the sandbox does not answer' }
	}
}

/** @returns undefined while there is nothing new */
export async function look(name: string, version: string): Promise<Sight | undefined> {
	try {
		const answer = await fetch(`/teams/sight?as=${name}&seen=${version}`)
		return answer.status === 200 ? ((await answer.json()) as Sight) : undefined
	} catch {
		return undefined
	}
}

export async function readFile(file: File): Promise<SentFile> {
	const url = await new Promise<string>((resolve, reject) => {
		const reader = new FileReader()
		reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? reader.result : ''))
		reader.addEventListener('error', () => reject(new Error(`${file.name} cannot be read`)))
		reader.readAsDataURL(file)
	})
	return { name: file.name, type: file.type, base64: url.slice(url.indexOf(',') + 1) }
}
