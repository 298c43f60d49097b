import type { ConsumerField, ConsumerView, ResellerView } from '../../contract';

/** The reseller, and for most actions the consumer, that an action changes. */
export interface ActionTarget {
  /** Absent for an action on the whole environment. */
  readonly reseller?: string;
  readonly consumerKey?: string;
  /** Tiers of the reseller. */
  readonly tiers: readonly string[];
  readonly consumer?: ConsumerView;
  /** Access to the gateway; rules that do not concern it are left out of forms. */
  readonly access?: Pick<ResellerView, 'audience' | 'mutualTls' | 'operationGroups'>;
  /** Facts and rules that a form shows. */
  readonly fields?: readonly ConsumerField[];
}

/** A field of an action's form. */
export interface Field {
  /** Option of the command; `secret` is the consumer secret. */
  readonly option: string;
  readonly label: string;
  readonly kind: 'text' | 'secret' | 'tier' | 'choice' | 'check' | 'number';
  readonly required?: boolean;
  readonly hint?: string;
  /** Values of a choice; the empty one stands for none. */
  readonly choices?: readonly string[];
  /** The only text that the field accepts. */
  readonly exactly?: (target: ActionTarget) => string;
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

/** Fields for the facts or the rules of a consumer that make sense at its gateway. */
export function describingFields(target: ActionTarget, areRules: boolean): readonly Field[] {
  const { fields = [], access } = target;
  return fields
    .filter(({ isRule, option, text }) => isRule === areRules && (text !== '' || !access || concerns(option, access)))
    .map(({ option, label, help, text }) => ({
      option,
      label,
      hint: hintOf(option, help, access),
      from: () => text,
      ...(option === 'security-level' ? { kind: 'choice', choices: ['', 'A', 'B', 'C'] } : { kind: 'text' }),
    }));
}

type Access = NonNullable<ActionTarget['access']>;

/** Tests whether a rule can hold at a gateway. */
function concerns(option: string, { audience, mutualTls, operationGroups }: Access): boolean {
  if (option === 'source-vpc-endpoints') return audience !== 'external';
  if (option === 'client-certificates') return mutualTls;
  if (option === 'groups' || option === 'security-level') return Object.keys(operationGroups).length > 0;
  return true;
}

/** The help of an option; that of groups names those of the gateway. */
function hintOf(option: string, help: string, access: Access | undefined): string {
  if (option !== 'groups' || !access) return help;
  const groups = Object.entries(access.operationGroups).map(([name, level]) => `${name} (level ${level})`);
  return `${help}: ${groups.join(', ')}`;
}
