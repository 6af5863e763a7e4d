/** Who can be played in the sandbox, as each of the outside's systems knows them; the seed has their accounts. */
export const people = {
	ada: person('ada', 'Ada Rossi', 'ada@acme.example', 'U0ADA'),
	ben: person('ben', 'Ben Okafor', 'ben@partner.example', 'U0BEN'),
	carla: person('carla', 'Carla Bianchi', 'carla@acme.example', 'U0CARLA'),
	diego: person('diego', 'Diego Sala', 'diego@support.example', 'U0DIEGO'),
	mallory: person('mallory', 'Mallory Gray', 'mallory@umbra.example', 'U0MALLORY'),
} as const

export type Name = keyof typeof people

/** Whoever is none of them: somebody new to the portal, and the mailboxes of all other addresses. */
export const visitor = 'visitor'
export type Reader = Name | typeof visitor

export type SandboxPerson = {
	readonly name: Name
	readonly realName: string
	readonly email: string
	/** Slack's id of theirs. */
	readonly slack: string
	/** Teams' id of theirs; Microsoft Entra's is made by the stand-in. */
	readonly teams: string
}

export const names = Object.keys(people) as readonly Name[]

export const readers: readonly Reader[] = [...names, visitor]

/** Who is asked for in an address; Ada where it does not say. */
export function readerOf(text: string | null | undefined): Reader {
	const given = text ?? undefined
	return given === visitor || isName(given) ? given : 'ada'
}

export function isName(text: string | undefined): text is Name {
	return text !== undefined && Object.hasOwn(people, text)
}

function person(name: string, realName: string, email: string, slack: string): SandboxPerson {
	return { name: name as Name, realName, email, slack, teams: `29:${name}` }
}
