import type { ConsumerField, ConsumerView } from '../../contract';

/** The reseller, and for most actions the consumer, that an action changes. */
export interface ActionTarget {
  /** Absent for an action on the whole environment. */
  readonly reseller?: string;
  readonly consumerKey?: string;
  /** Tiers of the reseller. */
  readonly tiers: readonly string[];
  readonly consumer?: ConsumerView;
  /** Facts and rules that a form shows. */
  readonly fields?: readonly ConsumerField[];
}

/** A field of an action's form. */
export interface Field {
  /** Option of the command; `secret` is the consumer secret. */
  readonly option: string;
  readonly label: string;
  readonly kind: 'text' | 'secret' | 'tier' | 'check' | 'number';
  readonly required?: boolean;
  readonly hint?: string;
  /** Smallest and largest number. */
  readonly range?: readonly [min: number, max?: number];
  /** Initial value of the field. */
  readonly from?: (target: ActionTarget) => string;
}

/** Something that the page can do, by a command of the CLI. */
export interface Action {
  /** Name in the API. */
  readonly name: string;
  /** The command, as it is typed in a terminal. */
  readonly command: string;
  readonly label: string;
  readonly fields: readonly Field[];
  /** The form has the facts and rules of a consumer, too. */
  readonly describesConsumer?: boolean;
  /** Stands above the form. */
  readonly explanation?: string;
  readonly danger?: boolean;
}

/** Fields of an action's form: those of its own, then facts and rules. An emptied fact or rule is removed. */
export function fieldsOf({ fields, describesConsumer = false }: Action, target: ActionTarget): readonly Field[] {
  if (!describesConsumer) return fields;
  return [...fields, ...describingFields(target, false), ...describingFields(target, true)];
}

/** Facts and rules that a consumer of bearer tokens can have. */
export function forTokens(fields: readonly ConsumerField[]): readonly ConsumerField[] {
  return fields.filter(({ option }) => option !== 'signature-methods');
}

/** Fields for the facts or the rules of a consumer. */
export function describingFields({ fields = [] }: ActionTarget, areRules: boolean): readonly Field[] {
  return fields
    .filter(({ isRule }) => isRule === areRules)
    .map(({ option, label, help, text }) => ({ option, label, kind: 'text', hint: help, from: () => text }));
}
