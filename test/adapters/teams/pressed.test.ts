import { expect, it } from 'vitest'
import { readPressed } from '../../../adapters/teams/pressed.ts'

const file = { name: 'x', size: 1, type: 't', at: 'platform', platform: 'slack', source: '{"id":"F1"}' }

it('a card that comes back altered names no files', () => {
	const command = { do: 'reply', number: 7, sent: 'yes' }
	const asked = { command: { ...command, text: 'Look' }, part: 1 }
	for (const data of [
		{ command: { ...command, files: [file] }, text: 'Look', part: 1 },
		{ command, text: 'Look', files: [file], part: 1 },
		{ command: { ...command, text: 'Look', next: { ...command, files: [file] } }, part: 1 },
	]) {
		const read = readPressed(data)
		expect(read).toMatchObject(asked)
		expect(JSON.stringify(read)).not.toContain('files')
	}
})
