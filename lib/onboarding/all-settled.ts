/**
 * Waits for every promise, even if one fails: a command that ends leaves no call of AWS in flight, which the SDK would
 * retry.
 *
 * @returns the values, in order
 * @throws the first failure, in order
 */
export async function allSettled<const T extends readonly unknown[]>(
  promises: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}
