import type { Scene, SceneChannel } from '../scene.ts'
import { HomeFrame } from './frames.tsx'
import type { Live } from './live.ts'
import { livePlace } from './places.ts'

/** The app's home tab, as it was last published for the person. */
export function Home({ live, scene, channel }: { live: Live; scene: Scene; channel: SceneChannel }) {
	const { home, app } = scene
	if (!home)
		return (
			<div class="scroll empty" role="tabpanel" aria-label="Home">
				{app.name} has not shown anything here yet.
			</div>
		)
	const place = livePlace(live, 'home', { kind: 'home' }, { state: home.state, channel: channel.id })
	return (
		<div class="scroll" role="tabpanel" aria-label="Home" tabindex={0}>
			<HomeFrame blocks={home.blocks} place={place} />
		</div>
	)
}
