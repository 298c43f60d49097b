import type { Refusal } from '../refusals';

/** Texts that take the place of a refusal's own. */
export type OtherTexts = Partial<Pick<Refusal, 'message' | 'remedy'>>;

/** Returns refusals by code, with the texts that others have for it. */
export function withTexts<K extends string, R extends Pick<Refusal, 'message' | 'remedy'>>(
  refusals: Readonly<Record<K, R>>,
  others: Readonly<Record<string, OtherTexts>>,
): Readonly<Record<K, R>> {
  const reworded = Object.entries<R>(refusals).map(([code, refusal]) => [code, { ...refusal, ...others[code] }]);
  return Object.fromEntries(reworded) as Record<K, R>;
}
