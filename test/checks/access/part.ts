import { checkPart, type Said } from './parts.ts'

/** One part of the operations, in a process of its own: how many ids, which part, of how many. */
const [ids = 0, at = 0, of = 1] = process.argv.slice(2).map(Number)
const say = (said: Said) => void process.send?.(said)

say({ report: await checkPart({ ids, part: { at, of }, onOperation: asked => say({ asked }) }) })
process.disconnect()
