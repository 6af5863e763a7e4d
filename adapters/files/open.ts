import { openDiskFiles } from './disk.ts'
import { openS3Files, type S3Settings } from './s3.ts'
import type { FileStore } from './store.ts'

/** Opens the place where attachments are kept. */
export async function openFiles(
	place: { readonly folder: string } | { readonly s3: S3Settings },
): Promise<FileStore> {
	return 's3' in place ? openS3Files(place.s3) : openDiskFiles(place.folder)
}
