import type { Consumer } from '../consumers/consumer';
import type { SignatureMethod } from '../contract';
import { Denied, identityOf } from '../decision';
import type { SignedRequest } from './read-request';

/** Applies the consumer's own rules in order. The first rule that denies the request gives the reason. */
export function applyRules(
  consumer: Consumer,
  { method, path, sourceIp, vpcEndpoint, clientCertificate }: SignedRequest,
  signatureMethod: SignatureMethod | undefined,
  nowMs: number,
): Denied | undefined {
  const authenticated = { method, path, sourceIp, vpcEndpoint, clientCertificate, signatureMethod, nowMs };
  for (const rule of consumer.rules()) {
    const denied = rule(authenticated);
    if (denied) return new Denied(denied.reason, denied.detail, identityOf(consumer));
  }
  return undefined;
}
