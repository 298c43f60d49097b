import { BlockList, isIP } from 'node:net';
import { Denied } from '../../decision';
import { printable } from '../../text/printable';
import { MalformedDocumentError } from '../malformed-document';
import type { Rule } from './rule';

const PREFIX_LENGTH = /^\d{1,3}$/;

/** Makes the rule that allows only the listed addresses and CIDR blocks (RFC 4632, RFC 4291 §2.3). */
export function sourceIpRule(declared: unknown): Rule {
  if (!Array.isArray(declared) || declared.length === 0) {
    throw new MalformedDocumentError('rules.sourceIps', 'a list of addresses and CIDR blocks');
  }
  const allowed = new BlockList();
  declared.forEach((block: unknown, index) => addBlock(allowed, block, `rules.sourceIps[${index}]`));
  return ({ sourceIp = '' }) => {
    const family = isIP(sourceIp);
    return family !== 0 && allowed.check(sourceIp, family === 4 ? 'ipv4' : 'ipv6')
      ? undefined
      : new Denied('source_ip_refused', { sentence: `It is ${printable(sourceIp).replaceAll('%3A', ':')}.` });
  };
}

function addBlock(allowed: BlockList, block: unknown, member: string): void {
  const [address = '', length, ...rest] = typeof block === 'string' ? block.split('/') : [];
  const family = isIP(address);
  const longest = family === 4 ? 32 : 128;
  const prefix = length === undefined ? longest : PREFIX_LENGTH.test(length) ? Number(length) : Number.NaN;
  if (family === 0 || rest.length > 0 || !(prefix <= longest)) {
    throw new MalformedDocumentError(member, 'an IPv4 or IPv6 address or CIDR block');
  }
  allowed.addSubnet(address, prefix, family === 4 ? 'ipv4' : 'ipv6');
}
