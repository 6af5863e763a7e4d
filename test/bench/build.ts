import { execFileSync } from 'node:child_process'

/** Builds what is measured, as `npm ci` does. */
export function build(): void {
	execFileSync('npm', ['run', '-s', 'build'], { stdio: ['ignore', 'ignore', 'inherit'] })
}
