import { passwordLength } from '../../../src/rules/limits.ts'
import type { Say } from '../../../src/words/index.ts'
import type { WebField } from '../render/field.tsx'

/** A new password, twice. */
export function newPasswordFields(say: Say): readonly WebField[] {
	return [
		{
			type: 'password',
			name: 'password',
			label: say('portal.password.new'),
			hint: say('portal.password.hint', { count: passwordLength.least }),
			complete: 'new-password',
		},
		{ type: 'password', name: 'again', label: say('portal.password.again'), complete: 'new-password' },
	]
}
