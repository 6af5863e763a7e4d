import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'

/** A key of the issuer, and what it is published as. */
export type IssuerKey = {
	readonly id: string
	readonly privateKey: CryptoKey
	/** Absent: the key is not published. */
	readonly endorsements?: readonly string[] | 'none'
	readonly jwk: Readonly<Record<string, unknown>>
}

/** Who signs what Teams sends. */
export type Issuer = {
	/** Endorsed for Teams. */
	readonly good: IssuerKey
	/** Published without a word of what it is for. */
	readonly unendorsed: IssuerKey
	/** Endorsed for another channel. */
	readonly otherChannel: IssuerKey
	/** Not published at all. */
	readonly unknown: IssuerKey
	/** What is published. */
	jwks(): unknown
	/** A token as the connector sends it; `claims` replace those, undefined takes one away. */
	sign(claims?: JWTPayload, key?: IssuerKey, header?: Readonly<Record<string, unknown>>): Promise<string>
}

/** Made once in a process: to make four takes longer than all else that a stand-in does to start. */
let keys: Promise<Record<'good' | 'unendorsed' | 'otherChannel' | 'unknown', IssuerKey>> | undefined

async function makeKeys() {
	const [good, unendorsed, otherChannel, unknown] = await Promise.all([
		makeKey('good', ['msteams']),
		makeKey('unendorsed', 'none'),
		makeKey('other-channel', ['webchat']),
		makeKey('unknown'),
	])
	return { good, unendorsed, otherChannel, unknown }
}

async function makeKey(id: string, endorsements?: IssuerKey['endorsements']): Promise<IssuerKey> {
	const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
	const jwk = {
		...(await exportJWK(publicKey)),
		kid: id,
		use: 'sig',
		...(Array.isArray(endorsements) && { endorsements }),
	}
	return { id, privateKey, jwk, ...(endorsements && { endorsements }) }
}

export async function startIssuer(options: {
	readonly appId: string
	readonly serviceUrl: () => string
	readonly now: () => number
}): Promise<Issuer> {
	const { good, unendorsed, otherChannel, unknown } = await (keys ??= makeKeys())
	return {
		good,
		unendorsed,
		otherChannel,
		unknown,
		jwks: () => ({ keys: [good.jwk, unendorsed.jwk, otherChannel.jwk] }),
		sign(claims = {}, key = good, header = {}) {
			const now = Math.floor(options.now() / 1_000)
			const payload = {
				iss: 'https://api.botframework.com',
				aud: options.appId,
				serviceurl: options.serviceUrl(),
				nbf: now - 300,
				exp: now + 3_600,
				...claims,
			}
			return new SignJWT(
				Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined)),
			)
				.setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.id, ...header })
				.sign(key.privateKey)
		},
	}
}
