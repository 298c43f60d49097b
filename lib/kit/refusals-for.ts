import {
  BEARER_REFUSALS,
  DENY_REFUSALS,
  GATEWAY_REFUSALS,
  isOnlyOfSignatures,
  type Refusal,
  REMEDIES_WITH_TOKENS,
} from '../../lambda/authorizer/contract';

/** Ways in which the readers of a kit authenticate. */
export interface ReaderSchemes {
  readonly signs: boolean;
  readonly sendsTokens: boolean;
}

/** Refusals, by code, that the readers of a kit can get, with remedies for their way to authenticate. */
export function refusalsFor({ signs, sendsTokens }: ReaderSchemes): Readonly<Record<string, Refusal>> {
  const remedies: Readonly<Record<string, string>> = sendsTokens ? REMEDIES_WITH_TOKENS[signs ? 'either' : 'only'] : {};
  return Object.fromEntries(
    Object.entries<Refusal>({ ...DENY_REFUSALS, ...GATEWAY_REFUSALS })
      .filter(([code]) => (isOfTokens(code) ? sendsTokens : signs || !isOnlyOfSignatures(code)))
      .map(([code, refusal]) => [code, { ...refusal, remedy: remedies[code] ?? remedyFor(refusal.remedy, signs) }]),
  );
}

function isOfTokens(code: string): boolean {
  return Object.hasOwn(BEARER_REFUSALS, code);
}

/** A remedy for readers who have nothing to sign. */
function remedyFor(remedy: string, signs: boolean): string {
  return signs ? remedy : remedy.replace('sign the request again', 'send the request again');
}
