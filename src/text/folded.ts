import { oneLine } from './rich.ts'

/** A text by which to find it, whatever its case and accents: “Società” and “societa” are one. */
export function folded(text: string): string {
	return oneLine(text).normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
}
