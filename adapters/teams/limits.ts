/** A message may have some 28 KB, and what is around the card needs some of it. Bytes of UTF-8. */
export const cardBytes = 25_000
/** What one button may carry. */
export const commandBytes = 4_000
/** More buttons than this in a row are not shown. */
export const buttonsInRow = 6
/** Words offered below an answer. */
export const suggestions = 6
/** UTF-16 units of a text field; a card that shows it again still fits. */
export const textInput = 4_000
/** How many results a message extension shows. */
export const results = 10
/** OneDrive takes pieces of a multiple of 320 KiB, each below 60 MiB. */
export const uploadPiece = 16 * 320 * 1024
