import type { Field } from '../../onboarding/fields/field';
import { type FieldName, FIELDS, flagOf, RULE_FIELDS } from '../../onboarding/fields/fields';
import { searchTexts } from '../../onboarding/fields/search-texts';
import { namedChange } from './caller-names';
import type { ConsumerDetails, ConsumerField, ConsumerView, SearchableConsumer } from '../contract';

/** Names of facts and rules whose own name does not read well. */
const LABELS: Readonly<Record<string, string>> = {
  sourceIps: 'Source addresses',
  sourceVpcEndpoints: 'VPC endpoints',
  groups: 'Operation groups',
};

/** Every fact and rule of a consumer, facts first. */
export const CONSUMER_FIELDS: readonly ConsumerField[] = Object.entries<Field>(FIELDS).map(([name, { help }]) => ({
  name,
  option: flagOf(name).slice(2),
  label: LABELS[name] ?? inWords(name),
  help,
  isRule: Object.hasOwn(RULE_FIELDS, name),
  text: '',
}));

/** A consumer from `consumer show`, with the texts of its facts and rules. */
export function consumerDetails(result: unknown): ConsumerDetails {
  const details = result as Omit<ConsumerDetails, 'fields'>;
  const { facts, rules } = details.consumer;
  const values: Readonly<Record<string, unknown>> = { ...facts, ...rules };
  const fields = CONSUMER_FIELDS.map((field) => ({ ...field, text: textOf(field.name, values[field.name]) }));
  return { ...details, consumer: namedChange(details.consumer), fields };
}

/** Consumers from `consumer list`, each with the texts that the keyword search of a page looks in. */
export function searchableConsumers(result: unknown): { readonly consumers: readonly SearchableConsumer[] } {
  const { consumers, ...rest } = result as { readonly consumers: readonly ConsumerView[] };
  return {
    ...rest,
    consumers: consumers.map((consumer) => ({ ...consumer, searched: searchTexts(consumer).join(' ') })),
  };
}

function textOf(name: string, value: unknown): string {
  const field: Field | undefined = FIELDS[name as FieldName];
  return value === undefined || field === undefined ? '' : field.format(value);
}

/** `validFrom` as `Valid from`. */
function inWords(name: string): string {
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
