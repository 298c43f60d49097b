import { accessLogLine } from '../../../lib/local/rest-api/access-log';

const lookup = (name: string) => ({ 'context.identity.userAgent': 'curl "8"\\\n' })[name];

test('a value with quotes, backslashes and line ends stays one JSON string', () => {
  const line = accessLogLine('{"userAgent":"$context.identity.userAgent"}', lookup);
  expect(JSON.parse(line)).toEqual({ userAgent: 'curl "8"\\\n' });
});

test('a variable without a value is a hyphen', () => {
  expect(accessLogLine('{"tier":"$context.authorizer.tier"}', lookup)).toBe('{"tier":"-"}');
});
