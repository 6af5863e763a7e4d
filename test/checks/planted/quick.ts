import { plantings } from './plantings.ts'

const fast = ['test/rules/access.test.ts', 'test/adapters/slack/text.test.ts']

/** Those whose tests take no time: as many as every run of the tests can wait for. */
export const quick = plantings.filter(({ tests }) => tests.every(file => fast.includes(file)))
