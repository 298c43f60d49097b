/**
 * Bundled in place of the SDK's default credential chain: the function always hands its clients credentials of its
 * own, so that the chain, with its clients for sign-on services, would be dead weight on every cold start.
 */
export function defaultProvider(): () => Promise<never> {
  return () => Promise.reject(new Error('this bundle has no default credential chain'));
}
