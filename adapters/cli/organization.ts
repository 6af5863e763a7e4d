import type { Command } from 'commander'
import { grants, type Organization } from '../../src/domain/account.ts'
import type { Accounts } from '../../src/ports/accounts.ts'
import { normalizeDomain } from '../../src/rules/email.ts'
import { leaf, oneOf, type Options, withStore } from './command.ts'
import { Ended, exitCodes } from './exit.ts'
import { inColumns, plain, type Shell, show } from './shell.ts'

type Add = Options & { readonly grant: string; readonly domain?: readonly string[] }

/** `sportello organization …` */
export function organizationCommands(program: Command, shell: Shell): void {
	const group = program.command('organization').description('companies that people belong to')

	leaf(group, 'add <name>', 'make an organization')
		.option('--grant <grant>', `what members may do with one another’s requests: ${grants.join(', ')}`, 'see')
		.option(
			'--domain <domain...>',
			'mail domains of theirs: whoever proves an address of one, and has no other, joins',
		)
		.action((name: string, options: Add) => add(shell, name, options))

	leaf(group, 'domain <name> [domains...]', 'add mail domains of theirs, and list those there are')
		.option('--remove', 'take them away instead; who has joined stays')
		.action((name: string, domains: string[], options: Options & { remove?: boolean }) =>
			changeDomains(shell, name, domains, options),
		)

	leaf(group, 'grant <name> <grant>', `let members ${grants.join(', ')} one another’s requests`).action(
		(name: string, grant: string, options: Options) => setGrant(shell, name, grant, options),
	)

	leaf(group, 'list', 'all organizations').action((options: Options) =>
		withStore(shell, async ({ database: { accounts } }) => {
			const all = await accounts.organizations()
			show(shell, options, all, inColumns(all.map(described)))
		}),
	)
}

/** @throws Ended naming the organizations that exist */
export async function organizationNamed(accounts: Accounts, name: string): Promise<Organization> {
	const all = await accounts.organizations()
	const same = (one: Organization) => one.name.toLowerCase() === name.trim().toLowerCase()
	const found = all.find(same)
	if (found) return found
	const names = all.map(one => one.name).slice(0, 20)
	throw new Ended(
		names.length > 0
			? `There is no organization “${name}”; there is ${names.join(', ')}.`
			: `There is no organization “${name}”; make it with: sportello organization add "${name}".`,
	)
}

async function add(shell: Shell, typed: string, options: Add): Promise<void> {
	const grant = oneOf(grants, options.grant, 'The grant')
	const name = typed.trim()
	if (!name) throw new Ended('The name is empty.', exitCodes.usage)
	const domains = (options.domain ?? []).map(domainOf)
	await withStore(shell, async ({ database: { accounts } }) => {
		const all = await accounts.organizations()
		if (all.some(one => one.name.toLowerCase() === name.toLowerCase())) {
			throw new Ended(`There is an organization “${name}” already.`)
		}
		for (const one of all) {
			const taken = (await accounts.domains(one.id)).find(domain => domains.includes(domain))
			if (taken) throw new Ended(`${taken} belongs to ${plain(one.name)}.`)
		}
		const organization = await accounts.addOrganization({ name, grant })
		await addDomains(accounts, organization, domains)
		show(shell, options, organization, described(organization).join('  '))
	})
}

async function setGrant(shell: Shell, name: string, typed: string, options: Options): Promise<void> {
	const grant = oneOf(grants, typed, 'The grant')
	await withStore(shell, async ({ database: { accounts } }) => {
		const { id } = await organizationNamed(accounts, name)
		const organization = await accounts.setGrant(id, grant)
		if (organization) show(shell, options, organization, described(organization).join('  '))
	})
}

async function changeDomains(
	shell: Shell,
	name: string,
	typed: readonly string[],
	options: Options & { readonly remove?: boolean },
): Promise<void> {
	const domains = typed.map(domainOf)
	await withStore(shell, async ({ database: { accounts } }) => {
		const organization = await organizationNamed(accounts, name)
		if (options.remove) {
			for (const domain of domains) {
				if (await accounts.removeDomain(organization.id, domain)) continue
				throw new Ended(`${plain(organization.name)} does not own ${domain}.`)
			}
		} else await addDomains(accounts, organization, domains)
		const all = await accounts.domains(organization.id)
		show(shell, options, { ...organization, domains: all }, all.join('\n'))
	})
}

/** @throws Ended naming who owns a domain already */
async function addDomains(
	accounts: Accounts,
	organization: Organization,
	domains: readonly string[],
): Promise<void> {
	for (const domain of domains) {
		const owner = await accounts.addDomain(organization.id, domain)
		if (owner && owner.id !== organization.id) {
			throw new Ended(`${domain} belongs to ${plain(owner.name)}.`)
		}
	}
}

/** @throws Ended */
function domainOf(typed: string): string {
	const domain = normalizeDomain(typed)
	if (domain) return domain
	throw new Ended(`“${typed}” is not a mail domain; write one such as acme.example.`, exitCodes.usage)
}

function described({ name, grant }: Organization): readonly string[] {
	return [plain(name), grant]
}
