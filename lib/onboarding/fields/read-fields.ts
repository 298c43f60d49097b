import type { ConsumerRules } from '../../../lambda/authorizer/contract';
import type { ConsumerFacts, PublicConsumer } from '../consumer';
import { OnboardingError } from '../errors';
import { FieldError } from './field';
import { FACT_FIELDS, type FieldName, FIELDS } from './fields';

/** Texts by field name; an empty text removes the member. */
export type FieldTexts = Readonly<Partial<Record<FieldName, string>>>;

/** Fields as values; `null` removes a member. */
export interface ReadFields {
  readonly facts: { readonly [K in keyof ConsumerFacts]?: ConsumerFacts[K] | null };
  readonly rules: { readonly [K in keyof ConsumerRules]?: ConsumerRules[K] | null };
}

/**
 * Reads fields.
 *
 * @param now validities must end later than this; absent where they may have ended
 * @param name returns a field's name for messages
 * @throws OnboardingError `usage`, with all problems
 */
export function readFields(texts: FieldTexts, now: Date | undefined, name: (field: FieldName) => string): ReadFields {
  const problems: string[] = [];
  const facts: Record<string, unknown> = {};
  const rules: Record<string, unknown> = {};
  for (const [field, text] of Object.entries(texts) as [FieldName, string][]) {
    const into = Object.hasOwn(FACT_FIELDS, field) ? facts : rules;
    try {
      into[field] = text.trim() === '' ? null : FIELDS[field].parse(text, now);
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      problems.push(`${name(field)}: got ${JSON.stringify(text)}, expected ${error.message}`);
    }
  }
  if (problems.length > 0) throw new OnboardingError('usage', problems.join('\n'));
  return { facts, rules };
}

/** Fields without the removed ones: members of a new consumer. */
export function withoutRemovals<T extends object>(fields: { readonly [K in keyof T]?: T[K] | null }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as T;
}

/** Texts of a consumer's fields, in their order. */
export function fieldTexts({ about, rules }: Pick<PublicConsumer, 'about' | 'rules'>): FieldTexts {
  const values: Readonly<Record<string, unknown>> = { ...about, ...rules };
  return Object.fromEntries(
    Object.entries(FIELDS).flatMap(([name, field]) =>
      values[name] === undefined ? [] : [[name, field.format(values[name])]],
    ),
  );
}
