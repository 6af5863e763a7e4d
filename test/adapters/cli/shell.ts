import { join } from 'node:path'
import { run } from '../../../adapters/cli/program.ts'

export type Said = { readonly code: number; readonly out: string; readonly err: string }

/** Where the commands of one test keep their things. */
export function environmentIn(folder: string): Record<string, string> {
	return {
		DATABASE_URL: `sqlite:${join(folder, 'sportello.db')}`,
		FILES_URL: `file:${join(folder, 'files')}`,
		LOG_LEVEL: 'silent',
		PORT: '0',
	}
}

/** Runs `sportello …` in this process. */
export function commandLine(environment: Record<string, string>, columns?: number) {
	return async (...words: string[]): Promise<Said> => {
		let out = ''
		let err = ''
		const code = await run(words, {
			environment,
			...(columns && { columns }),
			out: text => {
				out += text
			},
			err: text => {
				err += text
			},
			stopped: () => Promise.resolve('SIGTERM'),
		})
		return { code, out, err }
	}
}
