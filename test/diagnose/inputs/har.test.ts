import { readHar } from '../../../lib/diagnose/inputs/har';

const entry = (url: string, status: number, more: object = {}) => ({
  startedDateTime: '2026-11-25T10:00:00.000Z',
  request: {
    method: 'GET',
    url,
    headers: [
      { name: ':authority', value: 'gateway.example' },
      { name: 'Authorization', value: 'OAuth oauth_nonce="n"' },
    ],
  },
  response: {
    status,
    headers: [{ name: 'date', value: 'Wed, 25 Nov 2026 10:00:07 GMT' }],
    content: { text: '{"code":"signature_invalid","message":"It does not verify."}' },
  },
  ...more,
});
const har = (...entries: readonly object[]) => JSON.stringify({ log: { entries } });

test('the only request answered 401 is read, with its answer and the time of the gateway', () => {
  expect(
    readHar(har(entry('https://gateway.example/a', 200), entry('https://gateway.example/b?limit(0,1)', 401))),
  ).toEqual({
    method: 'GET',
    url: 'https://gateway.example/b?limit(0,1)',
    headers: [['Authorization', 'OAuth oauth_nonce="n"']],
    at: new Date('2026-11-25T10:00:07Z'),
    answer: { status: 401, code: 'signature_invalid', message: 'It does not verify.' },
    remarks: [],
  });
});

test('an entry is chosen by its number', () => {
  expect(readHar(har(entry('https://gateway.example/a', 401), entry('https://gateway.example/b', 401)), 2).url).toBe(
    'https://gateway.example/b',
  );
});

test('a single entry is read whatever its answer, also without the rest of the file', () => {
  expect(readHar(har(entry('https://gateway.example/a', 200))).url).toBe('https://gateway.example/a');
  expect(readHar(JSON.stringify(entry('https://gateway.example/a', 403))).url).toBe('https://gateway.example/a');
});

test('without an answer, the time is that of the client', () => {
  const { at, answer } = readHar(har(entry('https://gateway.example/a', 0, { response: { status: 0 } })));

  expect([at, answer]).toEqual([new Date('2026-11-25T10:00:00Z'), undefined]);
});

test('a body is read', () => {
  const request = { method: 'POST', url: 'https://gateway.example/a', headers: [], postData: { text: '{"a":1}' } };

  expect(readHar(har({ request, response: { status: 401 } }))).toMatchObject({ method: 'POST', body: '{"a":1}' });
});

test('a request without its Authorization header gets a remark about how the file was saved', () => {
  const request = { method: 'GET', url: 'https://gateway.example/a', headers: [] };

  expect(readHar(har({ request, response: { status: 401 } })).remarks.join()).toMatch(/"with sensitive data"/);
});

test('several are listed by number, method, path and status, without their queries', () => {
  const file = har(
    entry('https://gateway.example/a?token=hunter22', 401),
    entry('https://crm:hunter22@gateway.example/b', 401),
  );

  expect(() => readHar(file)).toThrow(
    '2 entries were answered 401; choose one with --entry:\n' +
      '  1  GET https://gateway.example/a  401\n  2  GET https://gateway.example/b  401',
  );
});

test.each([
  ['{"log": hunter22', /not valid JSON/],
  ['{"log":{}}', /no log.entries/],
  [har(), /none of its 0 entries/],
  [har({ request: { url: 'https://hunter22' }, response: { status: 401 } }), /no request with method and url/],
])('%s is refused, and nothing of it is repeated', (text, message) => {
  expect(() => readHar(text)).toThrow(message);
  expect(() => readHar(text)).not.toThrow(/hunter22/);
});

test('an entry that does not exist is refused', () => {
  expect(() => readHar(har(entry('https://gateway.example/a', 401)), 7)).toThrow('it has no entry 7; it has 1');
});
