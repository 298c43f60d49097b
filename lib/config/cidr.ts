import { isIP } from 'node:net';

export const CIDR_ALLOWED = 'a CIDR block without host bits, such as 203.0.113.0/24 or 2001:db8::/32';

/** A CIDR block as a range of numbers. */
export interface CidrRange {
  readonly version: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** Returns the range of a block; `undefined` if it is malformed or has host bits. */
export function parseCidr(block: string): CidrRange | undefined {
  const [, address = '', prefix = ''] = /^([0-9a-fA-F:.]+)\/(\d{1,3})$/.exec(block) ?? [];
  const version = isIP(address);
  if (version !== 4 && version !== 6) return undefined;
  const bits = version === 4 ? 32 : 128;
  if (Number(prefix) > bits) return undefined;
  const first = version === 4 ? ipv4(address) : ipv6(address);
  const size = 1n << BigInt(bits - Number(prefix));
  return first % size === 0n ? { version, first, last: first + size - 1n } : undefined;
}

/** True if one of the outer blocks contains the inner one. */
export function isWithin(inner: string, outer: readonly string[]): boolean {
  const range = parseCidr(inner);
  return outer.map(parseCidr).some((other) => range && other && contains(other, range));
}

function contains(outer: CidrRange, inner: CidrRange) {
  return outer.version === inner.version && outer.first <= inner.first && inner.last <= outer.last;
}

function ipv4(address: string) {
  return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function groups(text: string | undefined) {
  return text ? text.split(':') : [];
}

function ipv6(address: string): bigint {
  const plain = address.replace(/[\d.]+$/, (tail) => (isIP(tail) === 4 ? mapped(tail) : tail));
  const [head = '', tail] = plain.split('::');
  const zeros = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array<string>(zeros).fill('0'), ...groups(tail)];
  return all.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}

function mapped(address: string) {
  const value = ipv4(address);
  return `${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
}
