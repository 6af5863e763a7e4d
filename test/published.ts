import { fileURLToPath } from 'node:url'

/** What the platforms publish about their own payloads: schemas, limits, samples, each with its licence. */
export const publishedFolder = fileURLToPath(new URL('published', import.meta.url))
