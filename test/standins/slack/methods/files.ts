import { post, Refusal } from '../acts.ts'
import { storeFile, typeOf } from '../files.ts'
import { fileObject } from '../objects.ts'
import { isObject } from '../types.ts'
import { newId } from '../world.ts'
import {
	acceptContent,
	conversation,
	type Method,
	required,
	requireWritable,
	structure,
	word,
} from './call.ts'

/** The files family; bytes arrive at the upload address between the two calls. */
export const files: Record<string, Method> = {
	'files.info': {
		scopes: ['files:read'],
		run: call => {
			const file = call.world.files.get(required(call, 'file'))
			if (!file) throw new Refusal('file_not_found')
			if (file.deleted) throw new Refusal('file_deleted')
			return {
				file: fileObject(call.world, file),
				comments: [],
				response_metadata: { next_cursor: '' },
			}
		},
	},
	'files.getUploadURLExternal': {
		scopes: ['files:write'],
		run: call => {
			const { world } = call
			const name = required(call, 'filename')
			const length = Number(required(call, 'length'))
			if (!(length > 0)) throw new Refusal('invalid_arguments')
			const fileId = newId(world, 'F')
			world.uploads.set(fileId, { fileId, name, length, type: typeOf(name) })
			return { upload_url: `${world.origin}/upload/v1/${fileId}`, file_id: fileId }
		},
	},
	'files.completeUploadExternal': {
		scopes: ['files:write'],
		run: call => {
			const { world } = call
			const wanted = structure(call, 'files')
			if (!Array.isArray(wanted) || wanted.length === 0) throw new Refusal('invalid_arguments')
			const channel = word(call, 'channel_id')
				? conversation({ world, args: { channel: word(call, 'channel_id') } })
				: undefined
			if (channel) requireWritable(world, channel)
			const stored = wanted.filter(isObject).map(({ id, title }) => {
				const upload = world.uploads.get(String(id))
				if (!upload?.bytes) throw new Refusal('file_not_found')
				const { name, type, bytes } = upload
				const file = storeFile(world, { id: upload.fileId, name, type, bytes, user: world.app.botUserId })
				if (typeof title === 'string' && title) file.title = title
				world.uploads.delete(upload.fileId)
				return file
			})
			if (channel) {
				const comment = { text: word(call, 'initial_comment'), blocks: structure(call, 'blocks') ?? [] }
				const isEmpty = !comment.text && Array.isArray(comment.blocks) && comment.blocks.length === 0
				post(world, {
					channel: channel.id,
					user: world.app.botUserId,
					...(isEmpty ? {} : acceptContent(comment)),
					files: stored.map(file => file.id),
					...(word(call, 'thread_ts') ? { threadTs: word(call, 'thread_ts') } : {}),
				})
			}
			return { files: stored.map(file => fileObject(world, file)) }
		},
	},
}
