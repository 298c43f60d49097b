import type { Exchange } from './exchange';
import { headerValue } from '../http/http-message';

/** Finds the value of a name such as `context.domainName` or `method.request.header.Host`. */
export type Lookup = (name: string) => string | undefined;

/** Names that mappings and templates may use in one exchange (Developer Guide, "Parameter mapping sources"). */
export function lookupIn(exchange: Exchange): Lookup {
  const { variables } = exchange.api.stage;
  return (name) => {
    if (name.startsWith('context.')) return exchange.context.get(name.slice('context.'.length));
    if (name.startsWith('stageVariables.')) return variables[name.slice('stageVariables.'.length)];
    const [, place, key] = /^method\.request\.(header|querystring|path)\.(.+)$/.exec(name) ?? [];
    if (place === undefined || key === undefined) return undefined;
    if (place === 'header') return headerValue(exchange.request.headers, key);
    if (place === 'querystring') return exchange.route?.query.get(key)?.at(-1);
    return exchange.route?.pathParameters[key];
  };
}

/** Evaluates a mapping expression, a `'static'` in single quotes or a name; `undefined` if the name has no value. */
export function evaluateMapping(expression: string, lookup: Lookup): string | undefined {
  const literal = /^'(.*)'$/s.exec(expression);
  return literal ? literal[1] : lookup(expression);
}

const VARIABLE =
  /\$\{((?:context|stageVariables|method\.request)\.[\w.-]+)\}|\$((?:context|stageVariables|method\.request\.\w+)(?:\.[A-Za-z_][\w-]*)+)/g;

/** Substitutes `$context.…`, `$stageVariables.…` and `$method.request.…` in a template; `absent` replaces a name without a value. */
export function substitute(template: string, lookup: Lookup, absent: string): string {
  return template.replace(VARIABLE, (_match, braced: string | undefined, plain: string | undefined) => {
    return lookup(braced ?? plain ?? '') ?? absent;
  });
}
