import { join } from 'node:path';
import { run } from './command';
import { PYTHON } from './python';
import type { Trial } from './trial';

export interface SignedCall {
  readonly method: string;
  readonly url: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface SignedAnswer {
  readonly status: number;
  /** `code` of a JSON body. */
  readonly code: unknown;
  /** The Authorization header that was sent. */
  readonly sent: string;
}

/** Sends requests with Python's requests_oauthlib under the gateway's own URL, TLS verified. */
export async function callWithPython(
  { front, certificates }: Trial,
  credentials: { readonly consumerKey: string; readonly consumerSecret: string },
  calls: readonly SignedCall[],
): Promise<readonly SignedAnswer[]> {
  const { stdout } = await run(PYTHON, [join(__dirname, 'signed_call.py')], {
    name: 'requests-oauthlib',
    env: { HTTPS_PROXY: front.proxy, NO_PROXY: '', REQUESTS_CA_BUNDLE: certificates.caFile },
    input: JSON.stringify({ key: credentials.consumerKey, secret: credentials.consumerSecret, calls }),
  });
  return JSON.parse(stdout) as SignedAnswer[];
}
