import { Denied } from '../../decision';
import { printable } from '../../text/printable';
import { MalformedDocumentError } from '../malformed-document';
import type { Rule } from './rule';

/**
 * Makes the rule that allows only requests through the listed VPC endpoints (API Gateway developer guide, "Variables for
 * data transformations", `identity.vpceId`). A request to an API on the internet comes through none.
 */
export function sourceVpcEndpointRule(declared: unknown): Rule {
  if (!Array.isArray(declared) || declared.length === 0 || !declared.every((id) => typeof id === 'string' && id)) {
    throw new MalformedDocumentError('rules.sourceVpcEndpoints', 'a list of ids of VPC endpoints');
  }
  const allowed: ReadonlySet<unknown> = new Set(declared);
  return ({ vpcEndpoint }) => {
    if (allowed.has(vpcEndpoint)) return undefined;
    const sentence = vpcEndpoint ? `It is ${printable(vpcEndpoint)}.` : 'The request came through none.';
    return new Denied('source_vpc_endpoint_refused', { sentence });
  };
}
