import type { Answer } from '../../../lib/conformance/send';
import type { NodeRequest } from '../../../lib/conformance/target';

/** Returns the request that the scratch node sent back in an answer; `undefined` for an answer of another origin. */
export function echoed({ body }: Pick<Answer, 'body'>): NodeRequest | undefined {
  try {
    return (JSON.parse(body) as { echo?: NodeRequest }).echo;
  } catch {
    return undefined;
  }
}
