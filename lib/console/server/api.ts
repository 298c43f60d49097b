import { matchPath, type StepView } from '../contract';
import { OnboardingError } from '../../onboarding/errors';

/** A call to the console's API. */
export interface ApiCall {
  /** Parts of the path that the route names, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** JSON body of a POST. */
  readonly body: unknown;
  /** Aborted when the page goes away. */
  readonly gone: AbortSignal;
}

/** An answer: a value, sent as JSON, or values, each sent as a line of JSON as soon as it comes. */
export type ApiAnswer = { readonly value: unknown } | { readonly lines: AsyncIterable<unknown> };

/** One operation of the API. */
export interface ApiRoute {
  readonly method: 'GET' | 'POST';
  /** Such as `/api/resellers/:reseller`. */
  readonly path: string;
  /** Changes something, so `--read-only` refuses it. */
  readonly changes?: boolean;
  /** @throws OnboardingError with a message for the page */
  readonly answer: (call: ApiCall) => Promise<ApiAnswer>;
}

/** The plan of an action is no longer the one that the page showed. */
export class PlanChangedError extends OnboardingError {
  /** @param steps the plan as it is now */
  constructor(readonly steps: readonly StepView[]) {
    super('conflict', 'Something changed since the plan was shown, so nothing was done. This is the plan now.');
  }
}

/** Finds the route of a path, with the parts that it names. */
export function findRoute(
  routes: readonly ApiRoute[],
  method: string,
  path: string,
): { readonly route: ApiRoute; readonly params: Readonly<Record<string, string>> } | undefined {
  for (const route of routes) {
    const params = route.method === method ? matchPath(route.path, path) : undefined;
    if (params) return { route, params };
  }
  return undefined;
}
