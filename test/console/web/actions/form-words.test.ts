import { formWords } from '../../../../lib/console/web/actions/form-words';

const FIELDS = [
  { option: 'overlap', label: 'Overlap' },
  { option: 'secret-expires', label: 'The secret is accepted until' },
  { option: 'secret', label: 'New consumer secret' },
];

test.each([
  ['--overlap: got "7", expected a duration', '“Overlap”: got "7", expected a duration'],
  ['Give one of --overlap and --secret-expires.', 'Give one of “Overlap” and “The secret is accepted until”.'],
  ["option '--overlap <duration>' cannot be used", 'option “Overlap” cannot be used'],
  ['--secret-stdin: got no text', '“New consumer secret”: got no text'],
])('the option in %j has the label of its field', (message, shown) => {
  expect(formWords(message, FIELDS)).toBe(shown);
});

test.each([
  ['a command line', 'Run aps-gateway consumer rotate alpha crm --overlap 3d, then go on.'],
  ['a quoted text', 'got "--overlap", expected a duration'],
  ['an option without a field', 'needs --recovery-days'],
  ['a longer word', 'key--overlap and --overlap-days'],
])('%s stays as it is', (_what, message) => {
  expect(formWords(message, FIELDS)).toBe(message);
});
