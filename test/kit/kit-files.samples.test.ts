import type { ConsumerRules } from '../../lambda/authorizer/contract';
import { exampleRequests } from '../../lib/kit/requests';
import { fileOf, MODEL, withRules } from './support';

test.each([
  ['samples/node/aps.mjs', "SIGNATURE_METHOD = 'HMAC-SHA256'"],
  ['samples/python/aps.py', "signature_method='HMAC-SHA256'"],
  ['samples/php/aps.php', "SIGNATURE_METHOD = 'HMAC-SHA256'"],
  ['samples/java/Aps.java', 'SIGNATURE_METHOD = "HMAC-SHA256"'],
  ['samples/csharp/Aps.cs', 'SignatureMethod = "HMAC-SHA256"'],
  ['samples/go/aps.go', 'signatureMethod = "HMAC-SHA256"'],
  ['samples/bash/aps.sh', 'signature_method=HMAC-SHA256'],
])('%s has the address, the key and the signature method of the model', (file, method) => {
  const text = fileOf({ ...MODEL, signatureMethods: ['HMAC-SHA256'] }, file);

  expect(text).toContain('https://alpha.gateway.example');
  expect(text).toContain('crm-prod');
  expect(text).toContain(method);
  expect(text).not.toMatch(/gateway\.example\b.*gateway\.example|your-consumer-key|https:\/\/gateway/);
});

test('the collections have only requests that the consumer may send', () => {
  const names = (rules: ConsumerRules) =>
    exampleRequests({ ...MODEL, ...withRules(rules) }).map(({ method }) => method);

  expect(names({})).toEqual(['GET', 'GET', 'GET', 'GET', 'POST']);
  expect(names({ operations: 'readOnly' })).toEqual(['GET', 'GET', 'GET', 'GET']);
  expect(names({ operations: [{ methods: ['POST'], path: '/aps/2/services/**' }] })).toEqual(['POST']);
});

test('the collections have no request that the gateway does not route', () => {
  expect(exampleRequests({ ...MODEL, routes: [{ path: '/aps/2/services/order-manager', methods: ['GET'] }] })).toEqual(
    [],
  );
});

test('Insomnia does not encode URLs, and Postman signs no empty parameters', () => {
  const insomnia = JSON.parse(fileOf(MODEL, 'collections/insomnia.json')) as {
    readonly resources: readonly { readonly _type: string; readonly settingEncodeUrl?: boolean }[];
  };
  const requests = insomnia.resources.filter(({ _type }) => _type === 'request');

  expect(requests.map(({ settingEncodeUrl }) => settingEncodeUrl)).toEqual([false, false, false, false, false]);
  expect(JSON.parse(fileOf(MODEL, 'collections/postman.json'))).toMatchObject({
    auth: {
      oauth1: expect.arrayContaining([
        { key: 'addEmptyParamsToSign', value: false, type: 'boolean' },
        { key: 'addParamsToHeader', value: true, type: 'boolean' },
      ]),
    },
  });
});
