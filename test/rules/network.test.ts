import { expect, test } from 'vitest'
import { networkOf } from '../../src/rules/network.ts'

test.each([
	['198.51.100.7', '198.51.100.7'],
	['::ffff:198.51.100.7', '198.51.100.7'],
	['::FFFF:198.51.100.7', '198.51.100.7'],
	['2001:db8:0:1::1', '2001:db8:0:1::/64'],
	['2001:DB8::1:ffff:ffff:ffff:ffff', '2001:db8:0:1::/64'],
	['2001:0db8:0000:0001:abcd:ef01:2345:6789', '2001:db8:0:1::/64'],
	['2001:db8::2:0:0:0:1', '2001:db8:0:2::/64'],
	['::1', '0:0:0:0::/64'],
	['fe80::1%eth0', 'fe80:0:0:0::/64'],
	['slack:T1:UADA', 'slack:T1:UADA'],
	['account 7', 'account 7'],
	['', ''],
])('%s is of %s', (address, network) => expect(networkOf(address)).toBe(network))
