/** Takes the place of the SDK's default credential chain, which the reference does not need either. */
export function defaultProvider(): () => Promise<never> {
  return () => Promise.reject(new Error('this bundle has no default credential chain'));
}
