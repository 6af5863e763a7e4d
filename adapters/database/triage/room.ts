import type { Room, TriageRoom } from '../../../src/ports/triage.ts'
import { toPerson } from '../people.ts'
import type { PersonRow } from '../people.ts'
import type { TriageRoomsTable } from '../tables/triage-rooms.ts'

/** A room as the columns of the tables that belong to one. */
export function roomColumns({ platform, space, channel }: Room): Room {
	return { platform, space, channel }
}

export type RoomRow = Omit<TriageRoomsTable, 'opened_at' | 'by_id'> &
	PersonRow & { readonly organization_name: string | null }

/** @param row of the room and the account of who opened it */
export function toRoom(row: RoomRow): TriageRoom {
	return {
		room: { platform: row.platform, space: row.space, channel: row.channel },
		reference: row.reference,
		filter: {
			...(row.organization_id !== null && {
				organization: { id: String(row.organization_id), name: row.organization_name ?? '' },
			}),
			...(row.word !== null && { word: row.word }),
		},
		by: toPerson(row),
	}
}
