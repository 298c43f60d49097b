import { BEARER_REFUSALS, isOnlyOfSignatures, type Refusal, refusalsAt } from '../../lambda/authorizer/contract';

/** Ways in which the readers of a kit authenticate. */
export interface ReaderSchemes {
  readonly signs: boolean;
  readonly sendsTokens: boolean;
}

/** Refusals, by code, that the readers of a kit can get, in the words for their way to authenticate. */
export function refusalsFor({ signs, sendsTokens }: ReaderSchemes): Readonly<Record<string, Refusal>> {
  const all = refusalsAt([...(signs ? ['oauth1'] : []), ...(sendsTokens ? ['bearer'] : [])]);
  return Object.fromEntries(
    Object.entries(all).filter(([code]) => (isOfTokens(code) ? sendsTokens : signs || !isOnlyOfSignatures(code))),
  );
}

function isOfTokens(code: string): boolean {
  return Object.hasOwn(BEARER_REFUSALS, code);
}
