import type { ConsumerDetails } from '../../contract';
import type { Action, Field } from './action';
import { CHANGE_OVERLAP, FINISH, REVERT, ROTATE, SECRET_EXPIRES } from './rotation';
import { SHED, STOP_SHEDDING } from './shed';

const TIER: Field = {
  option: 'tier',
  label: 'Tier',
  kind: 'tier',
  required: true,
  from: ({ consumer, tiers }) => consumer?.tier ?? tiers[0] ?? '',
};

const CARRY: Field = {
  option: 'carry-usage',
  label: 'Count the calls of this period against the new quota',
  kind: 'check',
};

const BY: Field = {
  option: 'by',
  label: 'Calls beyond the quota in this period',
  kind: 'number',
  range: [0],
  required: true,
  hint: 'in total, not on top of an earlier extension; 0 removes it',
};

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
    SECRET_EXPIRES,
  ],
  describesConsumer: true,
};

export const ONBOARD_SUBJECT: Action = {
  name: 'onboard',
  command: 'consumer onboard',
  label: 'Onboard by subject',
  explanation:
    'For a consumer that sends bearer tokens: it has no secret here. Its consumer key is made of the subject.',
  fields: [
    {
      option: 'subject',
      label: 'Subject of its tokens',
      kind: 'text',
      required: true,
      hint: 'as the identity provider writes it into the tokens',
    },
    TIER,
  ],
  describesConsumer: true,
};

export const MOVE_TIER: Action = {
  name: 'move-tier',
  command: 'consumer move-tier',
  label: 'Move a whole tier',
  explanation:
    'Moves every consumer of the reseller from one tier to another. An interrupted move goes on when it is repeated.',
  fields: [
    {
      option: 'from',
      label: 'From tier',
      kind: 'text',
      required: true,
      hint: 'it may be retired, or no longer deployed',
    },
    { option: 'to', label: 'To tier', kind: 'tier', required: true, from: () => '' },
    CARRY,
    {
      option: 'at-once',
      label: 'Use new API keys at once',
      kind: 'check',
      hint: 'until they work everywhere, for some minutes, requests can be refused with 403',
    },
  ],
};

export const EXTEND_SHARED: Action = {
  name: 'extend',
  command: 'usage extend',
  label: 'Extend a shared quota',
  explanation: 'For a tier whose limits all consumers of the reseller share.',
  fields: [TIER, BY],
};

const UPDATE: Action = {
  name: 'update',
  command: 'consumer update',
  label: 'Update',
  fields: [],
  describesConsumer: true,
};

const DEBUG: Action = {
  name: 'update',
  command: 'consumer update',
  label: 'Debug',
  explanation:
    'Names of headers and parameters of its requests are logged, and the outcome of each check. A request’s own page shows them.',
  fields: [
    {
      option: 'debug-until',
      label: 'Debug until',
      kind: 'text',
      required: true,
      hint: 'such as 1h, or a time at most 24 hours ahead; off ends it',
      from: ({ consumer }) => (consumer?.debuggedUntil ? 'off' : '1h'),
    },
  ],
};

const MOVE: Action = {
  name: 'update',
  command: 'consumer update',
  label: 'Move to another tier',
  fields: [TIER, CARRY],
};

const EXTEND: Action = { name: 'extend', command: 'usage extend', label: 'Extend the quota', fields: [BY] };

const SUSPEND: Action = {
  name: 'suspend',
  command: 'consumer suspend',
  label: 'Suspend',
  explanation: 'Its requests are refused until it is resumed. It takes effect within a minute, without a deployment.',
  fields: [],
  danger: true,
};

const RESUME: Action = {
  name: 'resume',
  command: 'consumer resume',
  label: 'Resume',
  explanation: 'Its requests are served again within a minute, without a deployment.',
  fields: [],
};

const UNLOCK: Action = {
  name: 'unlock',
  command: 'consumer unlock',
  label: 'Unlock',
  explanation: 'Ends the locks of its key and forgets failed attempts. The gateway applies it within ten seconds.',
  fields: [
    {
      option: 'source',
      label: 'Only this source address',
      kind: 'text',
      hint: 'of an IPv6 address, its /64; empty for all',
    },
  ],
};

const OFFBOARD: Action = {
  name: 'offboard',
  command: 'consumer offboard',
  label: 'Offboard',
  explanation:
    'Its requests are refused within a minute, and its final usage is shown. It can be undone for the days below; then its credentials are deleted.',
  danger: true,
  fields: [
    {
      option: 'confirm',
      label: 'Type the consumer key to confirm',
      kind: 'text',
      required: true,
      exactly: ({ consumerKey = '' }) => consumerKey,
    },
    {
      option: 'recovery-days',
      label: 'Days in which it can be undone',
      kind: 'number',
      range: [7, 30],
      hint: '7 to 30',
      from: () => '30',
    },
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

/** Every action of the page. */
export const ACTIONS: readonly Action[] = [
  ONBOARD,
  ONBOARD_SUBJECT,
  SHED,
  STOP_SHEDDING,
  MOVE_TIER,
  EXTEND_SHARED,
  UPDATE,
  DEBUG,
  MOVE,
  EXTEND,
  ROTATE,
  CHANGE_OVERLAP,
  FINISH,
  REVERT,
  SUSPEND,
  RESUME,
  UNLOCK,
  OFFBOARD,
  UNDO,
];

/** Actions that make sense in a consumer's state. */
export function actionsFor({ consumer, locks = [] }: Pick<ConsumerDetails, 'consumer' | 'locks'>): readonly Action[] {
  const { status, secrets, subject } = consumer;
  if (status === 'offboarded') return [UNDO];
  return [
    UPDATE,
    MOVE,
    EXTEND,
    ...(subject !== undefined ? [] : secrets.length > 1 ? [FINISH, CHANGE_OVERLAP, REVERT] : [ROTATE]),
    DEBUG,
    ...(locks.length > 0 ? [UNLOCK] : []),
    status === 'suspended' ? RESUME : SUSPEND,
    OFFBOARD,
  ];
}
