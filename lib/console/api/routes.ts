import { DENY_REFUSALS, GATEWAY_REFUSALS, type Refusal } from '../../../lambda/authorizer/contract';
import type { ExplainedRefusal } from '../contract';
import type { ApiRoute } from '../server/api';
import type { ConsoleContext } from './context';

/** Every operation of the console's API. */
export function consoleRoutes({ session }: ConsoleContext): readonly ApiRoute[] {
  return [read('/api/session', () => session), read('/api/refusals', () => REFUSALS)];
}

const REFUSALS: readonly ExplainedRefusal[] = Object.entries<Refusal>({ ...DENY_REFUSALS, ...GATEWAY_REFUSALS }).map(
  ([code, refusal]) => ({ code, ...refusal }),
);

function read(path: string, value: () => unknown): ApiRoute {
  return { method: 'GET', path, answer: async () => ({ value: value() }) };
}
