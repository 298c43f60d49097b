import type { Consumer } from '../consumers/consumer';
import type { SignatureMethod } from '../contract';
import { Denied, identityOf } from '../decision';
import type { SignedRequest } from './read-request';

/** Denies a request that one of the consumer's own rules does; the first one that does gives the reason. */
export function applyRules(
  consumer: Consumer,
  { method, path, sourceIp, clientCertificate }: SignedRequest,
  signatureMethod: SignatureMethod,
  nowMs: number,
): Denied | undefined {
  for (const rule of consumer.rules()) {
    const denied = rule({ method, path, sourceIp, clientCertificate, signatureMethod, nowMs });
    if (denied) return new Denied(denied.reason, denied.detail, identityOf(consumer));
  }
  return undefined;
}
