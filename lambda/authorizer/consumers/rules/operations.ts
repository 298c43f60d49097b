import { Denied } from '../../decision';
import { MalformedDocumentError, readExactObject } from '../malformed-document';
import { printable, printableUri } from '../../text/printable';
import { pathPattern, type PathPattern } from './path-pattern';
import type { Rule } from './rule';

interface Operation {
  /** Upper-case; `undefined` means all. */
  readonly methods: ReadonlySet<string> | undefined;
  readonly path: string;
  readonly matchesPath: PathPattern;
}

/** Keeps the message short. */
const MAX_LISTED_OPERATIONS = 5;
const MAX_LISTED_METHODS = 9;

/**
 * Makes the rule that allows reading only (`readOnly`), or only what one of the listed operations allows. A consumer that
 * may GET may HEAD: that is GET without the body of its answer (RFC 9110 §9.3.2).
 */
export function operationsRule(declared: unknown): Rule {
  if (declared === 'readOnly') {
    return ({ method }) => (readMethod(method) === 'GET' ? undefined : refused('GET'));
  }
  if (!Array.isArray(declared)) throw new MalformedDocumentError('rules.operations', 'readOnly or a list');
  const operations = declared.map((operation: unknown, index) =>
    readOperation(operation, `rules.operations[${index}]`),
  );
  return ({ method, path }) =>
    operations.some(({ methods, matchesPath }) => allows(methods, method) && matchesPath(path))
      ? undefined
      : refused(listed(operations) || 'nothing');
}

/** Lists each operation once, since several groups may have the same one. */
function listed(operations: readonly Operation[]): string {
  return [...new Set(operations.map(describe))].slice(0, MAX_LISTED_OPERATIONS).join('; ');
}

function allows(methods: Operation['methods'], method: string): boolean {
  return methods === undefined || methods.has(method) || methods.has(readMethod(method));
}

/** GET for HEAD, and otherwise the method itself. */
function readMethod(method: string): string {
  return method === 'HEAD' ? 'GET' : method;
}

function refused(allowed: string): Denied {
  return new Denied('operation_refused', { sentence: `It may call ${allowed}.` });
}

function describe({ methods, path }: Operation): string {
  const listedMethods = methods ? [...methods].slice(0, MAX_LISTED_METHODS).map(printable).join(',') : 'any method on';
  return `${listedMethods || 'no method on'} ${printableUri(path)}`;
}

function readOperation(declared: unknown, member: string): Operation {
  const { methods, path } = readExactObject(declared, member, ['methods', 'path']);
  if (typeof path !== 'string' || !path.startsWith('/') || path.replace(/\/\*\*$/, '').includes('**')) {
    throw new MalformedDocumentError(
      `${member}.path`,
      'a path pattern that starts with /, with ** only as a final /**',
    );
  }
  return { methods: readMethods(methods, `${member}.methods`), path, matchesPath: pathPattern(path) };
}

function readMethods(declared: unknown, member: string): ReadonlySet<string> | undefined {
  if (declared === undefined) return undefined;
  if (!Array.isArray(declared) || !declared.every((method) => typeof method === 'string')) {
    throw new MalformedDocumentError(member, 'a list of HTTP methods');
  }
  return new Set(declared.map((method) => method.toUpperCase()));
}
