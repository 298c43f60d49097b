import type { OperationRule } from '../../../lambda/authorizer/contract';
import { ROUTE_METHODS } from '../../aps-methods';
import { OPERATION_PATH } from '../../identifiers';
import { type Field, FieldError } from './field';

const ALLOWED =
  'readOnly, or [methods] path rules separated by ";", such as "GET /aps/2/resources/**; POST /aps/2/services/*/orders"';

/** Field for the operations that a consumer may call. */
export const operationsField: Field<'readOnly' | readonly OperationRule[]> = {
  placeholder: 'rules',
  help: 'may call these only: readOnly, or "GET /aps/2/resources/**; GET,POST /aps/2/services/*"',
  parse(text) {
    if (text.trim() === 'readOnly') return 'readOnly';
    return text.split(';').map((rule) => readRule(rule.trim()));
  },
  format(value) {
    if (typeof value === 'string') return value;
    return value.map(({ methods, path }) => (methods ? `${methods.join(',')} ${path}` : path)).join('; ');
  },
};

function readRule(text: string): OperationRule {
  const [path = '', methods, ...rest] = text.split(/\s+/).toReversed();
  if (!OPERATION_PATH.test(path) || rest.length > 0) throw new FieldError(`${ALLOWED}; paths begin with /aps/2`);
  if (methods === undefined) return { path };
  const listed = methods.split(',');
  if (!listed.every((method) => (ROUTE_METHODS as readonly string[]).includes(method))) {
    throw new FieldError(`${ALLOWED}; methods are ${ROUTE_METHODS.join(', ')}`);
  }
  return { methods: listed, path };
}
