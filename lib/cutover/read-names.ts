import { lookup, Resolver } from 'node:dns/promises';

/** Addresses of a host name, or why it has none. */
export type ReadNames =
  { readonly addresses: readonly string[]; readonly leadsToTarget: boolean } | { readonly problem: string };

/** For each of two tries. */
const DNS_MS = 2000;

/**
 * Resolves a host name. It leads to a target by a CNAME record, or by an address in common: a zone may resolve the record
 * itself (ALIAS, ANAME).
 *
 * @param target host that it should lead to; without one, it leads there if it resolves
 */
export async function readNames(hostname: string, target: string | undefined): Promise<ReadNames> {
  try {
    const addresses = await addressesOf(hostname);
    return { addresses, leadsToTarget: target === undefined || (await leadsTo(target, hostname, addresses)) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return { problem: `the name does not resolve (${code})` };
  }
}

async function leadsTo(target: string, hostname: string, addresses: readonly string[]): Promise<boolean> {
  const resolver = new Resolver({ timeout: DNS_MS, tries: 2 });
  const aliases = await resolver.resolveCname(hostname).catch((): readonly string[] => []);
  if (aliases.some((alias) => comparable(alias) === comparable(target))) return true;
  const expected = await addressesOf(target).catch((): readonly string[] => []);
  return addresses.some((address) => expected.includes(address));
}

async function addressesOf(hostname: string): Promise<readonly string[]> {
  const found = await lookup(hostname, { all: true });
  return found.map(({ address }) => address).toSorted();
}

function comparable(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
