import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const textOf = (file: string) => readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8')

test('whatever starts the service says the same to Node, which holds how much memory it takes', () => {
	const { scripts } = JSON.parse(textOf('package.json')) as { readonly scripts: { readonly start: string } }
	expect(scripts.start).toMatch(
		/^node --max-semi-space-size=\d+ --v8-pool-size=\d+ dist\/adapters\/cli\/main\.js start$/,
	)
	const container = /^CMD (.+)$/m.exec(textOf('Dockerfile'))?.[1] ?? '[]'
	expect((JSON.parse(container) as readonly string[]).join(' ')).toBe(scripts.start)
	const unit = /^ExecStart=\/usr\/bin\/env (.+)$/m.exec(textOf('manifests/sportello.service'))?.[1]
	expect(unit).toBe(scripts.start)
})
