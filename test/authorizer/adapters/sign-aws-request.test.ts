import { createHash, createHmac } from 'node:crypto';
import { awsRequestSigner } from '../../../lambda/authorizer/adapters/sign-aws-request';
import { awsAt } from '../support/call-host';

const NOW = Date.parse('2026-11-25T10:11:12Z');
const POST = {
  headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.PutItem' },
  body: '{"TableName":"nönces"}',
};
const signer = (sessionToken?: string) =>
  awsRequestSigner(
    awsAt('https://dynamodb.eu-central-1.amazonaws.com', sessionToken ? { sessionToken } : {}),
    'dynamodb',
    () => NOW,
  );

/** The signature as "Create a signed AWS API request" (IAM User Guide) describes it, step by step. */
function signatureOf(canonicalHeaders: string, names: string): string {
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const canonical = ['POST', '/', '', canonicalHeaders, names, hash(POST.body)].join('\n');
  const text = ['AWS4-HMAC-SHA256', '20261125T101112Z', '20261125/eu-central-1/dynamodb/aws4_request', hash(canonical)];
  const key = ['20261125', 'eu-central-1', 'dynamodb', 'aws4_request'].reduce<string | Buffer>(
    hmac,
    'AWS4wJalrXUtnFEMI',
  );
  return hmac(key, text.join('\n')).toString('hex');
}

test('signs host, date, target and body', async () => {
  const names = 'content-type;host;x-amz-date;x-amz-target';
  const canonical =
    'content-type:application/x-amz-json-1.0\nhost:dynamodb.eu-central-1.amazonaws.com\n' +
    'x-amz-date:20261125T101112Z\nx-amz-target:DynamoDB_20120810.PutItem\n';
  expect(await signer()(POST)).toEqual({
    ...POST.headers,
    host: 'dynamodb.eu-central-1.amazonaws.com',
    'x-amz-date': '20261125T101112Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261125/eu-central-1/dynamodb/aws4_request, ' +
      `SignedHeaders=${names}, Signature=${signatureOf(canonical, names)}`,
  });
});

test('sends a session token and signs it', async () => {
  const names = 'content-type;host;x-amz-date;x-amz-security-token;x-amz-target';
  const canonical =
    'content-type:application/x-amz-json-1.0\nhost:dynamodb.eu-central-1.amazonaws.com\n' +
    'x-amz-date:20261125T101112Z\nx-amz-security-token:session//token==\nx-amz-target:DynamoDB_20120810.PutItem\n';
  expect(await signer('session//token==')(POST)).toMatchObject({
    'x-amz-security-token': 'session//token==',
    authorization: expect.stringContaining(`SignedHeaders=${names}, Signature=${signatureOf(canonical, names)}`),
  });
});

test('reads the credentials for every request', async () => {
  const keys = ['AKIDFIRST', 'AKIDSECOND'];
  const aws = awsAt('https://dynamodb.eu-central-1.amazonaws.com');
  const sign = awsRequestSigner(
    { ...aws, credentials: () => ({ accessKeyId: keys.shift()!, secretAccessKey: 's' }) },
    'dynamodb',
    () => NOW,
  );
  const authorizations = [await sign(POST), await sign(POST)].map(({ authorization }) => authorization);
  expect(authorizations).toEqual([
    expect.stringContaining('Credential=AKIDFIRST/'),
    expect.stringContaining('Credential=AKIDSECOND/'),
  ]);
});
