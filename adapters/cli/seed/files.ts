import { deflateSync } from 'node:zlib'
import type { SeedFile } from './story.ts'

const width = 320
const height = 200

/** The small company's attachments: the same bytes each time, and each a real file of its type. */
export const seedFiles: Readonly<
	Record<SeedFile, { readonly type: string; readonly bytes: () => Uint8Array }>
> = {
	'screenshot.png': { type: 'image/png', bytes: () => png((x, y) => (y < 24 ? [60, 70, 90] : bars(x, y))) },
	'planimetria.png': {
		type: 'image/png',
		bytes: () => png((x, y) => (x % 80 < 3 || y % 66 < 3 ? [40, 40, 40] : [250, 248, 240])),
	},
	'orders.csv': { type: 'text/csv', bytes: () => text(['order,product,pieces', ...orders()]) },
	'printer.log': { type: 'text/plain', bytes: () => text(printerLog) },
	'invoice-2041.pdf': { type: 'application/pdf', bytes: () => pdf('Invoice 2041 - Acme, Via Vecchia 3') },
}

type Colour = readonly [red: number, green: number, blue: number]

function bars(x: number, y: number): Colour {
	const inBar = x > 20 && x < 300 && y > 90 && y < 110
	if (!inBar) return [245, 245, 247]
	return x < 297 ? [70, 130, 200] : [210, 210, 215]
}

/** A picture in the Portable Network Graphics format (ISO/IEC 15948), 8 bits of red, green and blue. */
function png(colour: (x: number, y: number) => Colour): Uint8Array {
	const rows = Buffer.alloc(height * (1 + width * 3))
	for (let y = 0; y < height; y += 1) {
		for (let x = 0; x < width; x += 1) rows.set(colour(x, y), y * (1 + width * 3) + 1 + x * 3)
	}
	const header = Buffer.alloc(13)
	header.writeUInt32BE(width, 0)
	header.writeUInt32BE(height, 4)
	header.set([8, 2, 0, 0, 0], 8)
	const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
	return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND')])
}

function chunk(type: string, data: Buffer = Buffer.alloc(0)): Buffer {
	const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
	const around = Buffer.alloc(8)
	around.writeUInt32BE(data.length, 0)
	around.writeUInt32BE(crc32(named), 4)
	return Buffer.concat([around.subarray(0, 4), named, around.subarray(4)])
}

/** The check sum of PNG's chunks (ISO/IEC 15948, annex D). */
function crc32(bytes: Uint8Array): number {
	let crc = 0xffffffff
	for (const byte of bytes) {
		crc ^= byte
		for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
	}
	return (crc ^ 0xffffffff) >>> 0
}

/** One line on one page (ISO 32000-1, section 7.5). */
function pdf(line: string): Uint8Array {
	const content = `BT /F1 18 Tf 72 760 Td (${line}) Tj ET`
	const objects = [
		'<< /Type /Catalog /Pages 2 0 R >>',
		'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
		'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
		`<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
		'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
	]
	let body = '%PDF-1.4\n'
	const offsets = objects.map((object, index) => {
		const offset = body.length
		body += `${index + 1} 0 obj\n${object}\nendobj\n`
		return offset
	})
	const entries = offsets.map(offset => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
	const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`
	const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`
	return Buffer.from(body + table + trailer, 'latin1')
}

const printerLog = [
	'08:02:11 job 4471 received from ada-laptop, 3 pages',
	'08:02:14 WARN drum unit at 1 % of its life',
	'08:02:19 job 4471 page 1 of 3',
	'08:02:22 ERROR no toner transferred, code 0x2A',
	'08:02:30 job 4471 done',
]

function orders(): readonly string[] {
	return Array.from(
		{ length: 200 },
		(_, index) => `${88_000 + index},PRD-${(index * 37) % 90},${1 + (index % 6)}`,
	)
}

function text(lines: readonly string[]): Uint8Array {
	return Buffer.from(`${lines.join('\n')}\n`)
}
