import * as z from 'zod'
import type { StoredFile } from '../../src/ports/tickets.ts'
import { cutText } from '../../src/text/rich.ts'
import { fileHost } from './hosts.ts'
import { drive } from './render/ticket.ts'
import { toast } from './show.ts'
import type { Answer, PersonalTurn } from './turn.ts'
import { upload } from './upload.ts'
import { type Voice, voiceOf } from './voice.ts'

const consentCard = 'application/vnd.microsoft.teams.card.file.consent'
const infoCard = 'application/vnd.microsoft.teams.card.file.info'

/** Asks whether a file may be put into the person's OneDrive. */
export async function offerFile(turn: PersonalTurn, id: string): Promise<Answer> {
	const voice = await voiceOf(turn)
	const stored = await readable(turn, voice, id)
	if (!stored) return toast(voice.say('chat.file.gone'))
	const { name, size } = stored.attachment
	await turn.send({
		summary: name,
		attachments: [
			{
				contentType: consentCard,
				name,
				content: {
					description: voice.say('chat.file.purpose'),
					sizeInBytes: size,
					acceptContext: { file: id },
					declineContext: { file: id },
				},
			},
		],
	})
	return toast(voice.say('chat.file.asked', { name: cutText(name, 100), drive }))
}

const consent = z.object({
	action: z.enum(['accept', 'decline']),
	context: z.object({ file: z.string() }),
	uploadInfo: z
		.object({
			uploadUrl: z.string(),
			contentUrl: z.string(),
			name: z.string(),
			uniqueId: z.string().optional(),
			fileType: z.string().optional(),
		})
		.optional(),
})

/** The person's answer: a yes comes with a session to upload to. The right to read is asked for again. */
export async function consented(turn: PersonalTurn): Promise<Answer> {
	const read = consent.safeParse(turn.activity.value)
	if (!read.success) return { status: 400 }
	const { action, context, uploadInfo } = read.data
	if (action === 'decline' || !uploadInfo) {
		await dropConsent(turn)
		return { status: 200 }
	}
	const voice = await voiceOf(turn)
	const stored = await readable(turn, voice, context.file)
	if (!stored) {
		await turn.send({ text: voice.say('chat.file.gone') })
		return { status: 200 }
	}
	try {
		await handOver(turn, stored, uploadInfo.uploadUrl)
	} catch (error) {
		turn.world.ports.log.error('file not handed over', error, { platform: 'teams' })
		const name = cutText(stored.attachment.name, 100)
		await turn.send({ text: voice.say('chat.file.unsaved', { name, drive }) })
		return { status: 200 }
	}
	const { contentUrl, name, uniqueId, fileType } = uploadInfo
	await turn.send({
		summary: name,
		attachments: [{ contentType: infoCard, contentUrl, name, content: { uniqueId, fileType } }],
	})
	await dropConsent(turn)
	return { status: 200 }
}

async function readable(turn: PersonalTurn, { account }: Voice, id: string): Promise<StoredFile | undefined> {
	return account && turn.world.ports.tickets.file(account, id)
}

async function handOver(
	{ world }: PersonalTurn,
	{ key, attachment }: StoredFile,
	url: string,
): Promise<void> {
	if (!fileHost(url, world.hosts)) throw new Error('not an address that files go to')
	const bytes = await world.ports.files.get(key)
	if (!bytes) throw new Error('the file is not in the store')
	await upload(url, bytes, attachment.size)
}

/** A consent can be given once. */
async function dropConsent({ activity, remove, world }: PersonalTurn): Promise<void> {
	if (!activity.replyToId) return
	try {
		await remove(activity.replyToId)
	} catch (error) {
		world.ports.log.error('consent card not removed', error, { platform: 'teams' })
	}
}
