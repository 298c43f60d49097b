import { signRequest } from '../../../lambda/authorizer/oauth1/sign-request';

const SIGNING = {
  method: 'get',
  url: 'HTTPS://GW1.example.com:443/aps/2/resources?and(eq(a,1),limit(0,10))&sort(+name)&x=a%20b&x=#part',
  consumerKey: 'crm',
  consumerSecret: 's&cret',
  timestamp: 1795320000,
  nonce: 'n1',
};

test('signs the URL as it will be sent', () => {
  expect(signRequest(SIGNING).baseString).toBe(
    'GET&https%3A%2F%2Fgw1.example.com%2Faps%2F2%2Fresources&and%2528eq%2528a%252C1%2529%252Climit%25280%252C10%2529%2529%3D' +
      '%26oauth_consumer_key%3Dcrm%26oauth_nonce%3Dn1%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D1795320000' +
      '%26oauth_version%3D1.0%26sort%2528%2520name%2529%3D%26x%3D%26x%3Da%2520b',
  );
});

test('writes the header with the realm first and the signature last', () => {
  expect(signRequest({ ...SIGNING, realm: 'APS' }).authorization).toMatch(
    /^OAuth realm="APS", oauth_consumer_key="crm", oauth_signature_method="HMAC-SHA1", oauth_timestamp="1795320000", oauth_nonce="n1", oauth_version="1\.0", oauth_signature="[A-Za-z0-9%]+"$/,
  );
});

test('signs with HMAC-SHA256 on request', () => {
  const { authorization } = signRequest({ ...SIGNING, signatureMethod: 'HMAC-SHA256' });
  expect(authorization).toContain('oauth_signature_method="HMAC-SHA256"');
  expect(decodeURIComponent(/oauth_signature="([^"]*)"/.exec(authorization)![1]!)).toHaveLength(44);
});

test.each(['/aps/2/resources', 'ftp://gw1.example.com/', 'https://', 'https://user@gw1.example.com/', 'xhttps://gw1'])(
  'refuses %s as a URL',
  (url) => {
    expect(() => signRequest({ ...SIGNING, url })).toThrow(`"${url}" is not an absolute http or https URL`);
  },
);

test('refuses a malformed escape in the query', () => {
  expect(() => signRequest({ ...SIGNING, url: 'https://gw1/?a=%zz' })).toThrow('contains a malformed percent-escape');
});

test('signs a URL without path and query as the root', () => {
  expect(signRequest({ ...SIGNING, url: 'https://gw1.example.com' }).baseString).toMatch(
    /^GET&https%3A%2F%2Fgw1\.example\.com%2F&oauth_consumer_key/,
  );
});

test('signs plain HTTP with its own scheme and default port', () => {
  expect(signRequest({ ...SIGNING, url: 'http://gw1.example.com:80/aps/2/resources' }).baseString).toMatch(
    /^GET&http%3A%2F%2Fgw1\.example\.com%2Faps%2F2%2Fresources&/,
  );
});
