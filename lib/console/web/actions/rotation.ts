import type { Action, Field } from './action';

const DATE = 'a day such as 2027-03-31, or a time such as 2027-03-31T18:00Z';

export const SECRET_EXPIRES: Field = {
  option: 'secret-expires',
  label: 'The secret is accepted until',
  kind: 'text',
  hint: `${DATE}; empty for no end`,
};

const FORCE: readonly Field[] = [
  {
    option: 'unused-for',
    label: 'Only if the previous secret was not used for',
    kind: 'text',
    hint: 'such as 3d; one day if empty',
  },
  { option: 'force', label: 'Even if the previous secret is still used', kind: 'check' },
];

const OVERLAP: Field = {
  option: 'overlap',
  label: 'Overlap',
  kind: 'text',
  required: true,
  hint: 'how long the previous secret stays valid, such as 3d; 0d ends it',
  from: () => '7d',
};

export const ROTATE: Action = {
  name: 'rotate',
  command: 'consumer rotate',
  label: 'Rotate the secret',
  fields: [{ option: 'secret', label: 'New consumer secret', kind: 'secret', required: true }, OVERLAP, SECRET_EXPIRES],
};

export const CHANGE_OVERLAP: Action = {
  name: 'rotate',
  command: 'consumer rotate',
  label: 'Change the overlap',
  explanation: 'Both secrets are accepted until the overlap ends.',
  fields: [OVERLAP, ...FORCE],
};

export const FINISH: Action = {
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
    ...FORCE,
  ],
};

export const REVERT: Action = {
  name: 'rotate',
  command: 'consumer rotate',
  label: 'Go back to the previous secret',
  danger: true,
  fields: [
    {
      option: 'revert',
      label: 'Accept only the previous secret from now on',
      kind: 'check',
      required: true,
      from: () => 'true',
    },
  ],
};
