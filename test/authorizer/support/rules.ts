import type { AuthenticatedRequest, Rule } from '../../../lambda/authorizer/consumers/rules/rule';

/** Applies a rule to a request; returns a deny reason or `passes`. */
export function outcome(rule: Rule, request: Partial<AuthenticatedRequest> = {}): string {
  const proved: AuthenticatedRequest = {
    method: 'GET',
    path: '/aps/2/resources',
    sourceIp: '198.51.100.7',
    vpcEndpoint: undefined,
    clientCertificate: undefined,
    signatureMethod: 'HMAC-SHA1',
    nowMs: Date.parse('2026-11-24T12:00:00Z'),
    ...request,
  };
  return rule(proved)?.reason ?? 'passes';
}
