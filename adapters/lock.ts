/**
 * Makes this process the one service on a database.
 * @returns what gives it up
 */
export async function holdDatabase(
	database: { lock(): () => void },
	_file: string | undefined,
): Promise<() => void> {
	return database.lock()
}
