/** A statement of an authorizer's policy, with lists for single values. */
export interface PolicyStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** Verdict of a policy on a method ARN. */
export type PolicyVerdict = 'allowed' | 'denied' | 'unmentioned';

const INVOKE = 'execute-api:Invoke';

/** Evaluates statements as IAM does: an explicit deny wins, and anything not mentioned is not allowed (documented). */
export function evaluatePolicy(statements: readonly PolicyStatement[], methodArn: string): PolicyVerdict {
  const applying = statements.filter(
    (statement) =>
      statement.actions.some((action) => matchesWildcards(action.toLowerCase(), INVOKE.toLowerCase())) &&
      statement.resources.some((resource) => matchesWildcards(resource, methodArn)),
  );
  if (applying.some((statement) => statement.effect === 'Deny')) return 'denied';
  return applying.length > 0 ? 'allowed' : 'unmentioned';
}

/** `*` stands for any characters, slashes and colons included, `?` for one (documented). */
export function matchesWildcards(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}
