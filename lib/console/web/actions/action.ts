import type { ConsumerField, ConsumerView } from '../../contract';

/** The reseller, and for most actions the consumer, that an action changes. */
export interface ActionTarget {
  readonly reseller: string;
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

/** Fields for the facts or the rules of a consumer. */
export function describingFields({ fields = [] }: ActionTarget, areRules: boolean): readonly Field[] {
  return fields
    .filter(({ isRule }) => isRule === areRules)
    .map(({ option, label, help, text }) => ({ option, label, kind: 'text', hint: help, from: () => text }));
}
