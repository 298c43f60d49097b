import type { SimulatedUiNode } from '../../lib/local/ui-node/simulator';
import type { NodeRequest } from '../../lib/conformance/target';

/** The last request that reached a UI node simulator. */
export function lastRequestTo({ received }: SimulatedUiNode): NodeRequest | undefined {
  const last = received.at(-1);
  if (!last) return undefined;
  const [, target = ''] = last.requestLine.split(' ');
  const headers: Record<string, string> = {};
  for (const [name, value] of last.headers) {
    const key = name.toLowerCase();
    headers[key] = headers[key] === undefined ? value : `${headers[key]}, ${value}`;
  }
  return { target, headers };
}
