const paths = {
	chat: 'M10 2a8 8 0 1 1-3.6 15.1L2.7 18a.6.6 0 0 1-.7-.7l.9-3.7A8 8 0 0 1 10 2Z',
	teams:
		'M7 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm7-1a2.3 2.3 0 1 0 0-4.6A2.3 2.3 0 0 0 14 8ZM2 11.5c0-.8.7-1.5 1.5-1.5h7c.8 0 1.5.7 1.5 1.5 0 3-2 5.5-5 5.5s-5-2.5-5-5.5Zm11 4.3c2.9.2 5-1.8 5-4.6 0-.7-.5-1.2-1.2-1.2h-4a2.500 2.500 0 0 1 .2 1.500c0 1.600-.3 3-1 4.200Z',
	send: 'M2.700 2.800a.7.7 0 0 1 1-.8l14 7.300c.6.3.6 1.100 0 1.400l-14 7.300a.7.7 0 0 1-1-.8L5 10.700l7-.7-7-.7Z',
	attach:
		'm4.800 12.200 6-6.200a3.200 3.200 0 1 1 4.600 4.500l-6.700 6.800a2.200 2.200 0 0 1-3.100-3L11.800 8',
	prompt: 'M3 4.500h14M3 10h9M3 15.500h6',
	edit: 'm13.300 3.300 3.400 3.400L7 16.500l-4 .8.800-4Z',
	remove: 'M4 5.500h12M8 5.500V4h4v1.500m-6.500 0 .8 11h7.400l.8-11M8.500 8.500v5m3-5v5',
	more: 'M5 10h.01M10 10h.01M15 10h.01',
	close: 'm5 5 10 10M15 5 5 15',
	file: 'M5 2.500h6l4 4v11H5zM11 2.500v4h4',
} as const

/** Drawn, and nothing for a screen reader. */
export function Icon({ name }: { readonly name: keyof typeof paths }) {
	return (
		<svg class={`icon icon-${name}`} viewBox="0 0 20 20" aria-hidden="true">
			<path d={paths[name]} />
		</svg>
	)
}
