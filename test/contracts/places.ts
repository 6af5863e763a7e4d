import { keptOf } from './collected.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Links } from '../../src/ports/links.ts'
import type { Places } from '../../src/ports/places.ts'

type PlacesStore = { readonly places: Places; readonly links: Links; close(): Promise<void> }

const ada = { platform: 'chat', space: 'acme', user: 'ada' }
const carla = { platform: 'chat', space: 'acme', user: 'carla' }

/** What every keeper of places has to do. */
export function placesContract(make: () => Promise<PlacesStore>): void {
	describe('places', () => {
		let store: PlacesStore
		beforeEach(async () => {
			store = await make()
		})
		afterEach(() => store.close())

		it('knows nobody at first', async () => {
			expect(await store.places.find(ada)).toBeUndefined()
			await store.places.block(ada)
			expect(await store.places.find(ada)).toBeUndefined()
		})

		it('keeps the newest place of each person', async () => {
			await store.places.keep(ada, 'first')
			await store.places.keep(carla, 'hers')
			await store.places.keep(ada, 'second')
			expect(await store.places.find(ada)).toEqual({ reference: 'second', blocked: false })
			expect(await store.places.find(carla)).toEqual({ reference: 'hers', blocked: false })
		})

		it('remembers who has blocked us until they return', async () => {
			await store.places.keep(ada, 'first')
			await store.places.keep(carla, 'hers')
			await store.places.block(ada)
			expect(await store.places.find(ada)).toEqual({ reference: 'first', blocked: true })
			expect(await store.places.find(carla)).toEqual({ reference: 'hers', blocked: false })
			await store.places.keep(ada, 'first')
			expect(await store.places.find(ada)).toEqual({ reference: 'first', blocked: false })
		})

		it('is emptied with the identity', async () => {
			await store.places.keep(ada, 'first')
			expect(await keptOf(store, ada)).toMatchObject({ places: ['first'] })
			await store.links.erase(ada)
			expect(await keptOf(store, ada)).toMatchObject({ places: [] })
			expect(await store.places.find(ada)).toBeUndefined()
		})
	})
}
