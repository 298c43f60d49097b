import { isObject } from '../../is-object';

/** Every string in a value of an event, however deep. */
export function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  return isObject(value) ? Object.values(value).flatMap(stringsIn) : [];
}

/** Values of the `replace` operations in an event, by path (PatchOperation, API Gateway API reference). */
export function patchesIn(value: unknown): Readonly<Record<string, string>> {
  if (Array.isArray(value)) return Object.assign({}, ...value.map(patchesIn)) as Record<string, string>;
  if (!isObject(value)) return {};
  const { path, value: replaced } = value;
  if (typeof path === 'string' && path.startsWith('/')) return { [path]: String(replaced) };
  return patchesIn(Object.values(value));
}
