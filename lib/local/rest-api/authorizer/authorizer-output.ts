import { isObject } from '../../../is-object';
import type { PolicyStatement } from './policy';

/** Checked output of an authorizer function. */
export interface AuthorizerOutput {
  readonly principalId: string;
  readonly statements: readonly PolicyStatement[];
  /** Values of `$context.authorizer.<key>`. */
  readonly context: ReadonlyMap<string, string>;
  readonly usageIdentifierKey?: string;
}

/** A resource in a returned policy may have this many characters at most (documented). */
const MAX_RESOURCE_CHARACTERS = 512;

/**
 * Checks an authorizer function's output (Developer Guide, "Output from an API Gateway Lambda authorizer").
 * Returns the problem as text when API Gateway would answer AUTHORIZER_CONFIGURATION_ERROR.
 */
export function readAuthorizerOutput(output: unknown): AuthorizerOutput | string {
  if (!isObject(output)) return 'the output is not an object';
  const { principalId, policyDocument, context = {}, usageIdentifierKey } = output;
  if (typeof principalId !== 'string' || principalId === '') return 'principalId is not a string';
  if (!isObject(policyDocument)) return 'policyDocument is not an object';
  const statements = readStatements(policyDocument['Statement']);
  if (typeof statements === 'string') return statements;
  const values = readContext(context);
  if (typeof values === 'string') return values;
  if (usageIdentifierKey !== undefined && usageIdentifierKey !== null && typeof usageIdentifierKey !== 'string') {
    return 'usageIdentifierKey is not a string';
  }
  return { principalId, statements, context: values, ...(usageIdentifierKey ? { usageIdentifierKey } : {}) };
}

function readStatements(value: unknown): readonly PolicyStatement[] | string {
  const statements: PolicyStatement[] = [];
  for (const statement of oneOrMany(value)) {
    if (!isObject(statement)) return 'a policy statement is not an object';
    const { Effect, Action, Resource } = statement;
    if (Effect !== 'Allow' && Effect !== 'Deny') return 'a statement has no Effect of Allow or Deny';
    if (!isTexts(Action) || !isTexts(Resource))
      return 'Action or Resource of a statement is neither a string nor a list of strings';
    const resources = oneOrMany(Resource) as readonly string[];
    if (resources.some((it) => it.length > MAX_RESOURCE_CHARACTERS))
      return `a Resource is longer than ${MAX_RESOURCE_CHARACTERS} characters`;
    // Refusing is better than a wrong verdict.
    if (statement['Condition'] !== undefined) return 'the local gateway does not evaluate a Condition';
    statements.push({ effect: Effect, actions: oneOrMany(Action) as readonly string[], resources });
  }
  return statements.length > 0 ? statements : 'the policy has no statement';
}

/** Accepts strings, numbers and booleans. An object or a list is a configuration error (observed). */
function readContext(context: unknown): ReadonlyMap<string, string> | string {
  if (context === null) return new Map();
  if (!isObject(context)) return 'context is not an object';
  const values = new Map<string, string>();
  for (const [key, value] of Object.entries(context)) {
    if (value === null || value === undefined) continue;
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
      return `context.${key} is not a string, number or boolean`;
    }
    values.set(key, String(value));
  }
  return values;
}

function isTexts(value: unknown): boolean {
  const items = oneOrMany(value);
  return items.length > 0 && items.every((item) => typeof item === 'string');
}

function oneOrMany(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
