import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from 's3rver'
import type { S3Settings } from '../../adapters/files/s3.ts'

/** A store with S3's interface on this machine; it checks no signatures. */
export type Bucket = {
	readonly settings: S3Settings
	stop(): Promise<void>
}

/** Starts one with an empty bucket. */
export async function startBucket(prefix = ''): Promise<Bucket> {
	const directory = await mkdtemp(join(tmpdir(), 'sportello-s3-'))
	const bucket = 'attachments'
	const server = new S3rver({
		address: '127.0.0.1',
		port: 0,
		silent: true,
		directory,
		configureBuckets: [{ name: bucket, configs: [] }],
	})
	const { port } = await server.run()
	return {
		settings: {
			bucket,
			prefix,
			region: 'eu-central-1',
			endpoint: `http://127.0.0.1:${port}`,
			accessKeyId: 'S3RVER',
			secretAccessKey: 'S3RVER',
		},
		async stop() {
			await server.close()
			await rm(directory, { recursive: true, force: true })
		},
	}
}
