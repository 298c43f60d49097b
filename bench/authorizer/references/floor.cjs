// The least that two calls of AWS cost: node:https, node:crypto, two signed POSTs, and nothing else.
const { createHash, createHmac } = require('node:crypto');
const { Agent, request } = require('node:https');

const agent = new Agent({ keepAlive: true });
const {
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: id,
  AWS_SECRET_ACCESS_KEY: secret,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsManager,
  AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
} = process.env;
const name = 'aps-gateway/lab/acme/crm-of-acme';
const GET_SECRET_VALUE = {
  endpoint: secretsManager,
  service: 'secretsmanager',
  target: 'secretsmanager.GetSecretValue',
  version: '1.1',
  body: JSON.stringify({ SecretId: name }),
};
const PUT_ITEM = {
  endpoint: dynamodb,
  service: 'dynamodb',
  target: 'DynamoDB_20120810.PutItem',
  version: '1.0',
  body: JSON.stringify({ TableName: 'nonces', Item: { claim: { S: name } } }),
};

let requests = 0;
exports.handler = async () => {
  requests += 1;
  if (requests === 1) await post(GET_SECRET_VALUE);
  await post(PUT_ITEM);
};

const hmac = (key, text) => createHmac('sha256', key).update(text).digest();
const hash = (text) => createHash('sha256').update(text).digest('hex');

function post({ endpoint, service, target, version, body }) {
  const { host, hostname, port } = new URL(endpoint);
  const date = new Date().toISOString().replace(/[:-]|\.\d{3}/g, '');
  const day = date.slice(0, 8);
  const type = `application/x-amz-json-${version}`;
  const names = 'content-type;host;x-amz-date;x-amz-target';
  const canonical = `POST\n/\n\ncontent-type:${type}\nhost:${host}\nx-amz-date:${date}\nx-amz-target:${target}\n\n${names}\n${hash(body)}`;
  const scope = `${day}/${region}/${service}/aws4_request`;
  const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, day), region), service), 'aws4_request');
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${date}\n${scope}\n${hash(canonical)}`).toString('hex');
  const headers = {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'x-amz-date': date,
    'x-amz-target': target,
    authorization: `AWS4-HMAC-SHA256 Credential=${id}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  };
  return new Promise((resolve, reject) => {
    const sent = request({ agent, hostname, port, method: 'POST', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve(JSON.parse(text)));
    });
    sent.on('error', reject).end(body);
  });
}
