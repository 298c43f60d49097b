import type { Stack } from '../template/stack';

/** What a gateway's stack declares and is not enforced on localhost, in words. */
export function notEnforced(stack: Stack): readonly string[] {
  const declares = (type: string, holds: (properties: Readonly<Record<string, unknown>>) => boolean) =>
    stack.resourcesOfType(type).some(({ properties }) => holds(properties));
  return [
    ...(declares('AWS::ApiGateway::RestApi', deniesSomebody) ? ['allowedSourceIps'] : []),
    ...(declares('AWS::ApiGateway::DomainName', ({ MutualTlsAuthentication }) => MutualTlsAuthentication !== undefined)
      ? ['mutualTls']
      : []),
    ...(declares('AWS::WAFv2::WebACLAssociation', () => true) ? ['protection.webAcl'] : []),
  ];
}

function deniesSomebody({ Policy }: Readonly<Record<string, unknown>>): boolean {
  const statements = (Policy as { Statement?: readonly { Effect?: unknown }[] } | undefined)?.Statement ?? [];
  return statements.some(({ Effect }) => Effect === 'Deny');
}
