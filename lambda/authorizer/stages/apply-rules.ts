import type { Consumer } from '../consumers/consumer';
import type { SignatureMethod } from '../contract';
import { Allowed, type Decision, Denied, identityOf } from '../decision';
import type { SignedRequest } from './read-request';

/** Allows the request unless one of the consumer's own rules denies it; the first rule that does gives the reason. */
export function applyRules(
  consumer: Consumer,
  { method, path, sourceIp }: SignedRequest,
  signatureMethod: SignatureMethod,
  nowMs: number,
): Decision {
  for (const rule of consumer.rules) {
    const denied = rule({ method, path, sourceIp, signatureMethod, nowMs });
    if (denied) return new Denied(denied.reason, denied.detail, identityOf(consumer));
  }
  return new Allowed(identityOf(consumer), consumer.apiKeyValue);
}
