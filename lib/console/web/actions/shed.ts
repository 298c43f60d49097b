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
  explanation:
    'Serves every tier again. Automatic shedding, if it refuses any, is paused: it starts again afterwards if the UI nodes are busy.',
  fields: [
    { option: 'stop', label: 'End what is refused now', kind: 'check', required: true, from: () => 'true' },
    {
      option: 'for',
      label: 'Pause automatic shedding for',
      kind: 'text',
      hint: 'from 1m to 24h; empty: 15m, if it refuses any tier now',
    },
  ],
};
