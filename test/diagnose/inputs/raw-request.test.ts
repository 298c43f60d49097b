import { readRawRequest } from '../../../lib/diagnose/inputs/raw-request';

test('request line, headers and body are read', () => {
  const text = 'PUT /aps/2/resources/1?a HTTP/1.1\r\nHost: gateway.example:8443\r\nX-One:  1 \r\n\r\n{"a":\r\n1}';

  expect(readRawRequest(text)).toEqual({
    method: 'PUT',
    url: 'https://gateway.example:8443/aps/2/resources/1?a',
    headers: [
      ['Host', 'gateway.example:8443'],
      ['X-One', '1'],
    ],
    body: '{"a":\n1}',
    remarks: [],
  });
});

test('a whole URL may stand in the request line', () => {
  expect(readRawRequest('GET https://gateway.example/x').url).toBe('https://gateway.example/x');
});

test('what curl --verbose prints is read', () => {
  const text =
    '* Connected to h\n> GET /x?limit(0,1) HTTP/2\n> Host: h.example\n> Accept: */*\n> \n< HTTP/2 401 \n{ [5 bytes]';

  expect(readRawRequest(text)).toMatchObject({
    method: 'GET',
    url: 'https://h.example/x?limit(0,1)',
    headers: [
      ['Host', 'h.example'],
      ['Accept', '*/*'],
    ],
  });
});

test.each([
  ['', /line 1: expected a request line/],
  ['GET hunter22 HTTP/1.1\nHost: h', /line 1: expected a path/],
  ['GET /x HTTP/1.1\nAccept: a', /no Host header/],
  ['GET /x HTTP/1.1\nHost: h\nhunter22', /line 3: expected a header/],
])('%j is refused, and nothing of it is repeated', (text, message) => {
  expect(() => readRawRequest(text)).toThrow(message);
  expect(() => readRawRequest(text)).not.toThrow(/hunter22/);
});
