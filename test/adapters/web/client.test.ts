import { expect, test } from 'vitest'
import { clientAddresses } from '../../../adapters/web/client.ts'

const behind = clientAddresses(['127.0.0.1', '10.0.0.0/8', 'fd00::/8'])

test.each([
	['the peer, where nobody forwards', '192.0.2.7', undefined, '192.0.2.7'],
	['whom our proxy was asked by', '127.0.0.1', '192.0.2.7', '192.0.2.7'],
	['whom the first of our proxies was asked by', '127.0.0.1', '192.0.2.7, 10.1.2.3', '192.0.2.7'],
	['not what a visitor wrote before our proxy did', '127.0.0.1', '198.51.100.1, 192.0.2.7', '192.0.2.7'],
	[
		'not what a visitor says to be one of ours',
		'127.0.0.1',
		'198.51.100.1, 10.9.9.9, 192.0.2.7',
		'192.0.2.7',
	],
	['the peer, whatever a stranger says', '192.0.2.7', '198.51.100.1', '192.0.2.7'],
	['our proxy, where it says nothing that is an address', '127.0.0.1', 'unknown', '127.0.0.1'],
	['the last that is known', '127.0.0.1', 'x'.repeat(5_000), '127.0.0.1'],
	['the first, where all are ours', '127.0.0.1', '10.0.0.1, 10.0.0.2', '10.0.0.1'],
	['an address without its port', '::ffff:127.0.0.1', '192.0.2.7:50123', '192.0.2.7'],
	['an IPv6 address without brackets', 'fd00::1', '[2001:db8::1]:443', '2001:db8::1'],
	['nobody, where the connection is gone', undefined, '192.0.2.7', ''],
])('counted is %s', (_, peer, header, client) => {
	expect(behind(peer, header)).toBe(client)
})

test('with no proxy named the header has no effect', () => {
	expect(clientAddresses([])('127.0.0.1', '192.0.2.7')).toBe('127.0.0.1')
})
