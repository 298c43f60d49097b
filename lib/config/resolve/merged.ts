/** Merges declarations key by key; later ones replace earlier ones. */
export function merged<T extends object>(defaults: T, ...declared: readonly (object | undefined)[]): T {
  return Object.assign({}, defaults, ...declared) as T;
}
