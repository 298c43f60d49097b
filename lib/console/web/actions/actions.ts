import type { ConsumerView } from '../../contract';

/** The reseller, and for most actions the consumer, that an action changes. */
export interface ActionTarget {
  readonly reseller: string;
  readonly consumerKey?: string;
  /** Tiers of the reseller. */
  readonly tiers: readonly string[];
  readonly consumer?: ConsumerView;
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
  readonly danger?: boolean;
}

const TIER: Field = {
  option: 'tier',
  label: 'Tier',
  kind: 'tier',
  required: true,
  from: ({ consumer, tiers }) => consumer?.tier ?? tiers[0] ?? '',
};

const FACTS: readonly Field[] = [
  { option: 'display-name', label: 'Display name', kind: 'text', from: fact('displayName') },
  { option: 'external-reference', label: 'External reference', kind: 'text', from: fact('externalReference') },
  { option: 'emails', label: 'Emails', kind: 'text', hint: 'separated by commas', from: fact('emails') },
  { option: 'note', label: 'Note', kind: 'text', from: fact('note') },
  { option: 'remark', label: 'Remark', kind: 'text', from: fact('remark') },
];

export const ONBOARD: Action = {
  name: 'onboard',
  command: 'consumer onboard',
  label: 'Onboard a consumer',
  fields: [
    { option: 'key', label: 'Consumer key', kind: 'text', required: true, hint: 'as the platform generated it' },
    {
      option: 'secret',
      label: 'Consumer secret',
      kind: 'secret',
      required: true,
      hint: 'it is stored in Secrets Manager and shown nowhere',
    },
    TIER,
    ...FACTS,
    {
      option: 'source-ips',
      label: 'Source addresses',
      kind: 'text',
      hint: 'addresses and CIDR blocks, separated by commas',
    },
    { option: 'valid-until', label: 'Valid until', kind: 'text', hint: 'YYYY-MM-DD' },
  ],
};

const UPDATE: Action = {
  name: 'update',
  command: 'consumer update',
  label: 'Update',
  fields: [
    ...FACTS,
    {
      option: 'source-ips',
      label: 'Source addresses',
      kind: 'text',
      hint: 'separated by commas; empty for all',
      from: rule('sourceIps'),
    },
    {
      option: 'valid-until',
      label: 'Valid until',
      kind: 'text',
      hint: 'YYYY-MM-DD; empty for no end',
      from: rule('validUntil'),
    },
  ],
};

const MOVE: Action = {
  name: 'update',
  command: 'consumer update',
  label: 'Move to another tier',
  fields: [
    TIER,
    { option: 'carry-usage', label: 'Count the calls of this period against the new quota', kind: 'check' },
  ],
};

const ROTATE: Action = {
  name: 'rotate',
  command: 'consumer rotate',
  label: 'Rotate the secret',
  fields: [
    { option: 'secret', label: 'New consumer secret', kind: 'secret', required: true },
    {
      option: 'overlap',
      label: 'Overlap',
      kind: 'text',
      required: true,
      hint: 'how long the previous secret stays valid, such as 3d',
      from: () => '3d',
    },
  ],
};

const FINISH: Action = {
  name: 'rotate',
  command: 'consumer rotate',
  label: 'Finish the rotation',
  fields: [
    {
      option: 'finish',
      label: 'Accept only the new secret from now on',
      kind: 'check',
      required: true,
      from: () => 'true',
    },
    { option: 'force', label: 'Even if the previous secret is still used', kind: 'check' },
  ],
};

const EXTEND: Action = {
  name: 'extend',
  command: 'usage extend',
  label: 'Extend the quota',
  fields: [{ option: 'by', label: 'Calls beyond the quota in this period', kind: 'number', required: true }],
};

const SUSPEND: Action = { name: 'suspend', command: 'consumer suspend', label: 'Suspend', fields: [], danger: true };
const RESUME: Action = { name: 'resume', command: 'consumer resume', label: 'Resume', fields: [] };

const OFFBOARD: Action = {
  name: 'offboard',
  command: 'consumer offboard',
  label: 'Offboard',
  danger: true,
  fields: [
    { option: 'confirm', label: 'Type the consumer key to confirm', kind: 'text', required: true },
    { option: 'recovery-days', label: 'Days in which it can be undone', kind: 'number', from: () => '30' },
  ],
};

const UNDO: Action = {
  name: 'offboard',
  command: 'consumer offboard',
  label: 'Undo the offboarding',
  fields: [
    { option: 'undo', label: 'Make the consumer what it was', kind: 'check', required: true, from: () => 'true' },
  ],
};

/** Actions that make sense in a consumer's state. */
export function actionsFor({ status, secrets }: ConsumerView): readonly Action[] {
  if (status === 'offboarded') return [UNDO];
  return [
    UPDATE,
    MOVE,
    EXTEND,
    secrets.length > 1 ? FINISH : ROTATE,
    status === 'suspended' ? RESUME : SUSPEND,
    OFFBOARD,
  ];
}

function fact(name: string): NonNullable<Field['from']> {
  return ({ consumer }) => textOf(consumer?.facts[name]);
}

function rule(name: string): NonNullable<Field['from']> {
  return ({ consumer }) => textOf(consumer?.rules[name]);
}

function textOf(value: unknown): string {
  return Array.isArray(value) ? value.join(',') : typeof value === 'string' ? value : '';
}
