/** The look of letters by daylight; what differs in the dark stands in the letter's sheet. */
export const sans =
	"-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Noto Sans', Helvetica, Arial, sans-serif"
export const mono = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Noto Sans Mono', monospace"

export const accent = '#0a6270'
export const ink = '#1c1f23'
export const faint = '#5b626b'
export const paper = '#ffffff'
export const desk = '#f3f4f2'
export const line = '#e2e4e1'
