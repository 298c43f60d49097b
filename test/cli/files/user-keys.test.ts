import { readUserKeys } from '../../../lib/cli/files/user-keys';

const read = (text: string) => readUserKeys({ name: 'users.txt', text });

test('one key a line, without comments and empty lines', () => {
  expect(read('# users of alpha\ncrm-prod\r\n\n  billing  # since May\n')).toEqual(['crm-prod', 'billing']);
});

test('every wrong line is named, and none is repeated', () => {
  expect(() => read('crm\nmy secret!\nkey,secret\n')).toThrow(
    'users.txt, lines 2, 3: expected one consumer key a line: 1 to 128 letters, digits and _ . = @ + -',
  );
});
