import { isIP } from 'node:net';

/**
 * Returns the source that failed attempts are counted by: an IPv4 address, or the /64 block of an IPv6 address, because
 * one subscriber has at least that many (RFC 6177 §2). An IPv4-mapped address is its IPv4 address (RFC 4291 §2.5.5.2).
 * Several VPCs may have the same private addresses, so the id of a VPC endpoint comes first: `vpce-0a1b/10.0.0.7`.
 * Returns `undefined` for a text that is not an address.
 */
export function sourceOf(address = '', vpcEndpoint?: string): string | undefined {
  const block = blockOf(address);
  return block !== undefined && vpcEndpoint ? `${vpcEndpoint}/${block}` : block;
}

function blockOf(address: string): string | undefined {
  const family = isIP(address);
  if (family !== 6) return family === 4 ? address : undefined;
  const groups = groupsOf(address);
  const isMapped = groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff';
  if (isMapped) return groups.slice(6).flatMap(bytesOf).join('.');
  return `${canonical(`${groups.slice(0, 4).join(':')}::`)}/64`;
}

/** Returns the eight groups of an IPv6 address, without leading zeros. */
function groupsOf(address: string): readonly string[] {
  const [head = [], tail = []] = canonical(address)
    .split('::')
    .map((half) => half.split(':').filter(Boolean));
  return [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail];
}

/** Spells an IPv6 address as the URL Standard does: lower-case, shortened, in hexadecimal, and here without a zone. */
function canonical(address: string): string {
  return new URL(`http://[${address.replace(/%.*/, '')}]`).hostname.slice(1, -1);
}

function bytesOf(group: string): readonly number[] {
  const value = Number.parseInt(group, 16);
  return [value >> 8, value & 0xff];
}
