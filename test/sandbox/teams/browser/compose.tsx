import { useEffect, useRef, useState } from 'hono/jsx/dom'
import type { Found, SentFile } from '../between.ts'
import { readFile } from './call.ts'
import { Card } from './card.tsx'
import { Icon } from './icons.tsx'
import { type Command, type Menu, menuFor, Options } from './menu.tsx'
import type { Room } from './place.ts'
import { Search } from './search.tsx'

export type Written = {
	readonly text: string
	readonly files: readonly SentFile[]
	readonly shared: readonly Found[]
}

type Props = {
	readonly room: Room
	/** What it is called, and its elements' ids begin with. */
	readonly name: string
	readonly label: string
	readonly commands: readonly Command[]
	readonly takesFiles?: boolean
	/** Whether it was asked for just now. */
	readonly focused?: boolean
	readonly send: (written: Written) => Promise<unknown>
}

/** Where one writes: words, files where they are taken, and cards of the message extension. */
export function Compose({ room, name, label, commands, takesFiles = false, focused = false, send }: Props) {
	const box = useRef<HTMLTextAreaElement>(null)
	const [text, setText] = useState('')
	const [menu, setMenu] = useState<Menu>({ options: [], chosen: 0 })
	const [files, setFiles] = useState<readonly SentFile[]>([])
	const [shared, setShared] = useState<readonly Found[]>([])
	const [unfurled, setUnfurled] = useState<readonly string[]>([])
	const [searching, setSearching] = useState(false)
	useEffect(() => {
		if (focused) box.current?.focus()
	}, [])
	const empty = text.trim() === '' && files.length === 0 && shared.length === 0

	const write = (next: string) => {
		setText(next)
		setMenu({ options: menuFor(commands, next), chosen: 0 })
		void unfurl(next)
	}
	const unfurl = async (next: string) => {
		const urls = next.match(/https?:\/\/[^\s]+/g) ?? []
		const url = urls.find(each => !unfurled.includes(each) && isOurs(each, room.given.domains))
		if (!url) return
		setUnfurled([...unfurled, url])
		const { found = [] } = await room.act({ do: 'pastes', url })
		if (found.length > 0) setShared(before => [...before, ...found])
	}
	const choose = ({ insert }: Command) => {
		write(insert)
		setMenu({ options: [], chosen: 0 })
		box.current?.focus()
	}
	const submit = async () => {
		if (empty) return
		const written = { text: text.trim(), files, shared }
		setText('')
		setMenu({ options: [], chosen: 0 })
		setFiles([])
		setShared([])
		setUnfurled([])
		await send(written)
	}
	const keys = (event: KeyboardEvent) => {
		const { options, chosen } = menu
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
		if (step && options.length > 0) {
			setMenu({
				options,
				chosen: (Math.max(chosen, step < 0 ? 0 : -1) + step + options.length) % options.length,
			})
		} else if (event.key === 'Escape' && options.length > 0) {
			setMenu({ options: [], chosen: 0 })
		} else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
			const option = options[chosen]
			if (option) choose(option)
			else void submit()
		} else return
		event.preventDefault()
	}
	const attach = async (input: HTMLInputElement) => {
		const read = await Promise.all([...(input.files ?? [])].map(readFile))
		input.value = ''
		setFiles(before => [...before, ...read])
		box.current?.focus()
	}
	const list = `${name}-commands`

	return (
		<div class="compose">
			{searching ? (
				<Search
					room={room}
					name={name}
					close={() => {
						setSearching(false)
						box.current?.focus()
					}}
					take={found => {
						setShared(before => [...before, found])
						setSearching(false)
						box.current?.focus()
					}}
				/>
			) : null}
			{menu.options.length > 0 ? <Options name={list} menu={menu} choose={choose} /> : null}
			<div class="box">
				{files.map((file, index) => (
					<span class="chip" key={`${index} ${file.name}`}>
						<Icon name="file" />
						{file.name}
						<button
							type="button"
							aria-label={`Remove ${file.name}`}
							onClick={() => setFiles(files.filter(each => each !== file))}
						>
							<Icon name="close" />
						</button>
					</span>
				))}
				{shared.map((found, index) => (
					<div class="shared" key={`${index}`}>
						<Card room={room} card={found.content} version={JSON.stringify(found.content)} press={() => {}} />
						<button
							type="button"
							aria-label="Remove the card"
							onClick={() => setShared(shared.filter(each => each !== found))}
						>
							<Icon name="close" />
						</button>
					</div>
				))}
				<textarea
					ref={box}
					id={name}
					rows={1}
					aria-label={label}
					placeholder={label}
					aria-autocomplete="list"
					aria-controls={menu.options.length > 0 ? list : undefined}
					aria-activedescendant={
						menu.chosen >= 0 && menu.options.length > 0 ? `${list}-${menu.chosen}` : undefined
					}
					value={text}
					onInput={(event: InputEvent) => write((event.target as HTMLTextAreaElement).value)}
					onFocus={() => {
						if (empty) setMenu({ options: menuFor(commands, ''), chosen: -1 })
					}}
					onBlur={() => setMenu({ options: [], chosen: 0 })}
					onKeyDown={keys}
				/>
				<div class="row">
					{takesFiles ? (
						<label class="tool" title="Attach files">
							<Icon name="attach" />
							<input
								type="file"
								multiple
								aria-label="Attach files"
								onInput={(event: Event) => void attach(event.target as HTMLInputElement)}
							/>
						</label>
					) : null}
					<button
						type="button"
						class="tool"
						title={room.given.search.description}
						aria-label={`Sportello: ${room.given.search.title}`}
						aria-expanded={searching ? 'true' : 'false'}
						onClick={() => setSearching(!searching)}
					>
						<img src="/teams/icon.png" alt="" width={18} height={18} />
					</button>
					<button type="button" class="tool send" aria-label="Send" disabled={empty} onClick={submit}>
						<Icon name="send" />
					</button>
				</div>
			</div>
		</div>
	)
}

function isOurs(url: string, domains: readonly string[]): boolean {
	return URL.canParse(url) && domains.includes(new URL(url).hostname)
}
