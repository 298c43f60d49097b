import { readCurlCommand } from '../../../lib/diagnose/inputs/curl-command';

const URL = 'https://gateway.example/aps/2/resources';
const SIGNED = `-H 'Authorization: OAuth oauth_nonce="n"'`;

test.each([
  ['a GET', `curl '${URL}?limit(0,1)' ${SIGNED}`, { method: 'GET', url: `${URL}?limit(0,1)` }],
  ['a method', `curl -sSXDELETE ${URL}`, { method: 'DELETE' }],
  ['a HEAD', `curl -I ${URL}`, { method: 'HEAD' }],
  ['an upload', `curl -T file ${URL}`, { method: 'PUT' }],
  ['a form', `curl ${URL} -d a=1 -d b=2`, { method: 'POST', body: 'a=1&b=2' }],
  ['JSON', `curl --json '{"a":1}' ${URL}`, { headers: [['Content-Type', 'application/json']] }],
  ['data for the query', `curl -G ${URL} --data-urlencode 'a=b c'`, { method: 'GET', url: `${URL}?a=b%20c` }],
  ['a further part of the query', `curl '${URL}?x' --url-query 'limit(0,1)'`, { url: `${URL}?x&limit%280%2C1%29` }],
  ['a URL after --url', `curl -o out --url ${URL}`, { url: URL }],
  ['a URL without a scheme', 'curl gateway.example/x', { url: 'http://gateway.example/x' }],
  ['a user in the URL', `curl https://crm:hunter22@gateway.example/x#part`, { url: 'https://gateway.example/x' }],
  ['a body in a file', `curl ${URL} --data-binary @order.json`, { method: 'POST' }],
  ['a prompt before it', `$ curl ${URL}`, { url: URL }],
])('%s is read', (_title, command, expected) => {
  expect(readCurlCommand(command)).toMatchObject(expected);
});

test('the form type is sent with data, unless a header says otherwise', () => {
  expect(readCurlCommand(`curl ${URL} -d a`).headers).toEqual([['Content-Type', 'application/x-www-form-urlencoded']]);
  expect(readCurlCommand(`curl ${URL} -d a -H 'content-type: text/xml'`).headers).toEqual([
    ['content-type', 'text/xml'],
  ]);
});

test('a header without a value is left out, one with a semicolon is empty', () => {
  expect(readCurlCommand(`curl ${URL} -H 'Accept:' -H 'X-Empty;' -H 'X-One:  1 '`).headers).toEqual([
    ['X-Empty', ''],
    ['X-One', '1'],
  ]);
});

test.each([
  ['-u crm:hunter22', [['Authorization', 'Basic']]],
  ['--oauth2-bearer hunter22', [['Authorization', 'Bearer']]],
  [`-u crm:hunter22 ${SIGNED}`, [['Authorization', 'OAuth oauth_nonce="n"']]],
])('of %s only the scheme is kept', (credentials, headers) => {
  expect(readCurlCommand(`curl ${URL} ${credentials}`).headers).toEqual(headers);
});

test.each([
  [`curl ${URL}?a=1&b=2`, /& outside quotes/],
  [`curl '${URL}?a[0]=1'`, /--globoff/],
  [`curl ${URL} https://other.example/`, /2 URLs/],
  [`curl ${URL} --next https://other.example/`, /--next/],
])('%s gets a remark', (command, remark) => {
  expect(readCurlCommand(command).remarks.join()).toMatch(remark);
});

test.each([
  ['wget https://h/x', /does not begin with curl/],
  ['curl -s', /names no URL/],
  ['curl --config hidden.cfg', /takes options from a file/],
  [`curl 'https://hunter22`, /a ' is not closed/],
])('%s is refused, and nothing of it is repeated', (command, message) => {
  const read = () => readCurlCommand(command);

  expect(read).toThrow(message);
  expect(read).not.toThrow(/hunter22|hidden/);
});
