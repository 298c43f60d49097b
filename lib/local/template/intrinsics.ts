import { isObject } from '../../is-object';
import { TemplateError } from './template';

/** Values of the names in a template. */
export interface Scope {
  /** Value of `Ref`: a parameter, a pseudo parameter or a resource's physical id. */
  ref(name: string): unknown;
  /** Value of `Fn::GetAtt`. */
  attribute(logicalId: string, attribute: string): unknown;
  /** Value of a named condition. */
  condition(name: string): boolean;
  /** Value of `Fn::FindInMap`. */
  mapping(map: string, first: string, second: string): unknown;
  /** Value of a `{{resolve:service:reference}}` inside a string. */
  dynamicReference(service: string, reference: string): string;
}

/** Stands for `AWS::NoValue`: the member that holds it is left out. */
export const NO_VALUE = Symbol('AWS::NoValue');

/**
 * Replaces every intrinsic function in a template value by its value (CloudFormation User Guide, "Intrinsic function
 * reference").
 * @throws TemplateError for a function that the local gateway does not know
 */
export function resolveValue(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') return resolveDynamicReferences(value, scope);
  if (Array.isArray(value)) return value.map((item) => resolveValue(item, scope)).filter((item) => item !== NO_VALUE);
  if (value === null || typeof value !== 'object') return value;

  const call = asFunctionCall(value);
  if (call !== undefined) return callFunction(call.name, call.argument, scope);
  const members = Object.entries(value).map(([key, member]) => [key, resolveValue(member, scope)] as const);
  return Object.fromEntries(members.filter(([, member]) => member !== NO_VALUE));
}

/** Value of a condition expression (`Fn::Equals`, `Fn::And`, `Fn::Or`, `Fn::Not`, `Condition`). */
export function resolveCondition(expression: unknown, scope: Scope): boolean {
  const call = asFunctionCall(expression);
  if (call === undefined) throw new TemplateError(`A condition is not a function: ${JSON.stringify(expression)}`);
  const terms = () => list(call).map((term) => resolveCondition(term, scope));
  switch (call.name) {
    case 'Condition':
      return scope.condition(text(call.argument, scope));
    case 'Fn::Equals': {
      const [left, right] = list(call).map((term) => resolveValue(term, scope));
      return left === right;
    }
    case 'Fn::And':
      return terms().every(Boolean);
    case 'Fn::Or':
      return terms().some(Boolean);
    case 'Fn::Not':
      return !terms()[0];
    default:
      throw new TemplateError(`The local gateway does not know the condition function ${call.name}.`);
  }
}

interface FunctionCall {
  readonly name: string;
  readonly argument: unknown;
}

function asFunctionCall(value: unknown): FunctionCall | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  const keys = Object.keys(value);
  const name = keys[0];
  if (keys.length !== 1 || name === undefined) return undefined;
  if (name !== 'Ref' && name !== 'Condition' && !name.startsWith('Fn::')) return undefined;
  // IAM statements have a member `Condition` too; as a function its argument is a name.
  const argument: unknown = Object.values(value)[0];
  if (name === 'Condition' && typeof argument !== 'string') return undefined;
  return { name, argument };
}

function callFunction(name: string, argument: unknown, scope: Scope): unknown {
  const call = { name, argument };
  switch (name) {
    case 'Ref':
      return scope.ref(String(argument));
    case 'Fn::GetAtt':
      return getAttribute(argument, scope);
    case 'Fn::Join': {
      const [separator, parts] = list(call);
      return texts(parts, scope).join(String(separator));
    }
    case 'Fn::Sub':
      return substitute(argument, scope);
    case 'Fn::Select': {
      const [index, items] = list(call);
      return listOf(resolveValue(items, scope), name)[Number(resolveValue(index, scope))];
    }
    case 'Fn::Split': {
      const [separator, source] = list(call);
      return text(source, scope).split(String(separator));
    }
    case 'Fn::If': {
      const [condition, whenTrue, whenFalse] = list(call);
      return resolveValue(scope.condition(String(condition)) ? whenTrue : whenFalse, scope);
    }
    case 'Fn::FindInMap': {
      const [map, first, second] = list(call).map((term) => text(term, scope));
      return scope.mapping(map ?? '', first ?? '', second ?? '');
    }
    case 'Fn::Base64':
      return Buffer.from(text(argument, scope)).toString('base64');
    case 'Fn::GetAZs':
      return ['a', 'b', 'c'].map((zone) => `${String(scope.ref('AWS::Region'))}${zone}`);
    default:
      throw new TemplateError(`The local gateway does not know the intrinsic function ${name}.`);
  }
}

function getAttribute(argument: unknown, scope: Scope): unknown {
  if (Array.isArray(argument)) return scope.attribute(String(argument[0]), text(argument[1], scope));
  const [logicalId = '', ...attribute] = String(argument).split('.');
  return scope.attribute(logicalId, attribute.join('.'));
}

function substitute(argument: unknown, scope: Scope): string {
  const [pattern, declared]: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
  const variables = isObject(declared) ? declared : {};
  return String(pattern).replace(/\$\{(!?)([^}]+)\}/g, (_match, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (Object.hasOwn(variables, name)) return text(variables[name], scope);
    return String(name.includes('.') ? getAttribute(name, scope) : scope.ref(name));
  });
}

function resolveDynamicReferences(value: string, scope: Scope): string {
  if (!value.includes('{{resolve:')) return value;
  return value.replace(/\{\{resolve:([a-z-]+):([^}]+)\}\}/g, (_match, service: string, reference: string) =>
    scope.dynamicReference(service, reference),
  );
}

function list(call: FunctionCall): readonly unknown[] {
  return listOf(call.argument, call.name);
}

function listOf(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new TemplateError(`${name} needs a list, got ${JSON.stringify(value)}.`);
  return value;
}

function text(value: unknown, scope: Scope): string {
  return String(resolveValue(value, scope));
}

function texts(value: unknown, scope: Scope): string[] {
  return listOf(resolveValue(value, scope), 'Fn::Join').map(String);
}
