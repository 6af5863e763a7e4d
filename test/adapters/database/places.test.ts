import { describe } from 'vitest'
import { placesContract } from '../../contracts/places.ts'
import { engines } from './stores.ts'

for (const [name, make] of engines) {
	describe(name, () =>
		placesContract(async () => {
			const { database, close } = await make()
			return { places: database.places, links: database.links, close }
		}),
	)
}
