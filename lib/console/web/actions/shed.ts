import type { Action } from './action';

export const SHED: Action = {
  name: 'shed',
  command: 'shed',
  label: 'Shed load',
  explanation:
    'Refuses the tiers that matter least while the platform is busy. The gateways apply it within ten seconds, and it ends by itself.',
  fields: [
    {
      option: 'from',
      label: 'Refuse tiers from this priority on',
      kind: 'number',
      range: [0, 9],
      required: true,
      hint: '0 refuses every tier, 9 only those that matter least; a tier without a priority has 5',
    },
    { option: 'for', label: 'For', kind: 'text', required: true, hint: 'from 1m to 24h', from: () => '15m' },
  ],
  danger: true,
};

export const STOP_SHEDDING: Action = {
  name: 'shed',
  command: 'shed',
  label: 'Stop shedding',
  explanation: 'An automatic level stays: it ends when the UI nodes have recovered.',
  fields: [
    { option: 'stop', label: 'End what was set by hand now', kind: 'check', required: true, from: () => 'true' },
  ],
};
