import { sourceOf } from '../../../lambda/authorizer/contract';
import { FieldError } from './field';

const SOURCE = /^(?:(vpce-[0-9a-z]+)\/)?(.*?)(?:(?<=:.*)\/64)?$/;

/**
 * Reads the source of failed attempts: an IPv4 address, or an IPv6 address or /64, which is returned as its /64. The id of
 * a VPC endpoint and a slash may come first.
 *
 * @throws FieldError
 */
export function readSource(text: string): string {
  const [, endpoint, address] = SOURCE.exec(text) ?? [];
  const source = sourceOf(address, endpoint);
  if (source !== undefined) return source;
  throw new FieldError(
    'an IPv4 or IPv6 address, or an IPv6 /64, after the id of a VPC endpoint and a slash if it came through one',
  );
}
