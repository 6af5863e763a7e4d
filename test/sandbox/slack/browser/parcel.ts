const chunk = 32_768

/** Files as the sandbox takes them: in base64. */
export async function packed(files: readonly File[]): Promise<{ name: string; base64: string }[]> {
	return Promise.all(
		files.map(async file => ({ name: file.name, base64: encoded(new Uint8Array(await file.arrayBuffer())) })),
	)
}

function encoded(bytes: Uint8Array): string {
	let binary = ''
	for (let at = 0; at < bytes.length; at += chunk)
		binary += String.fromCharCode(...bytes.subarray(at, at + chunk))
	return btoa(binary)
}
