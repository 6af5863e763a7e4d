import { generateKeyPairSync, sign } from 'node:crypto'

/**
 * A certificate that signs itself, for localhost and 127.0.0.1, valid from 2020 to 2049, with a new P-256 key:
 * RFC 5280, section 4.1, put together by hand, since Node reads certificates but makes none.
 */
export function selfSigned(): { readonly cert: string; readonly key: string } {
	const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
	const ecdsaWithSha256 = der(0x30, hex('06082a8648ce3d040302'))
	const commonName = der(0x30, hex('0603550403'), der(0x0c, Buffer.from('localhost')))
	const name = der(0x30, der(0x31, commonName))
	const alternatives = der(0x30, der(0x82, Buffer.from('localhost')), der(0x87, Buffer.from([127, 0, 0, 1])))
	const extensions = der(
		0x30,
		der(0x30, hex('0603551d11'), der(0x04, alternatives)),
		der(0x30, hex('0603551d13'), hex('0101ff'), der(0x04, der(0x30, hex('0101ff')))),
	)
	const body = der(
		0x30,
		der(0xa0, hex('020102')),
		hex('020101'),
		ecdsaWithSha256,
		name,
		der(0x30, der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from('490101000000Z'))),
		name,
		publicKey.export({ type: 'spki', format: 'der' }),
		der(0xa3, extensions),
	)
	const signature = der(0x03, hex('00'), sign('sha256', body, privateKey))
	const whole = der(0x30, body, ecdsaWithSha256, signature).toString('base64')
	return {
		cert: `-----BEGIN CERTIFICATE-----\n${whole.replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`,
		key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
	}
}

/** One element: tag, length, content. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
	const content = Buffer.concat(parts)
	const { length } = content
	const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
	return Buffer.concat([Buffer.from([tag, ...size]), content])
}

function hex(text: string): Buffer {
	return Buffer.from(text, 'hex')
}
