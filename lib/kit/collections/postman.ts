import { type KitModel, signatureMethodOf } from '../kit-model';
import { type ExampleRequest, exampleRequests, targetOf } from '../requests';

/** Makes a Postman collection (format 2.1); newman runs it, too. The secret is a variable without a value. */
export function postmanCollection(model: KitModel): string {
  return JSON.stringify(
    {
      info: {
        name: `${model.brand.name}: ${model.reseller.displayName}`,
        schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
        description: 'Set the variable consumerSecret as a current value only, so that it stays on this machine.',
      },
      auth: { type: 'oauth1', oauth1: authOf(model) },
      // A redirect would need a signature of its own.
      protocolProfileBehavior: { followRedirects: false },
      variable: [
        { key: 'url', value: model.url },
        { key: 'consumerKey', value: model.consumer?.key ?? '' },
        { key: 'consumerSecret', value: '', type: 'secret' },
      ],
      item: exampleRequests(model).map(itemOf),
    },
    undefined,
    2,
  );
}

function authOf(model: KitModel) {
  const values = {
    consumerKey: '{{consumerKey}}',
    consumerSecret: '{{consumerSecret}}',
    signatureMethod: signatureMethodOf(model),
    version: '1.0',
    // The gateway reads the Authorization header only, and Postman would sign empty parameters that it does not send.
    addParamsToHeader: true,
    addEmptyParamsToSign: false,
    includeBodyHash: false,
  };
  return Object.entries(values).map(([key, value]) => ({ key, value, type: typeof value }));
}

function itemOf(request: ExampleRequest) {
  const { name, method, path, terms, body } = request;
  return {
    name,
    event: [
      {
        listen: 'test',
        script: {
          type: 'text/javascript',
          exec: ["pm.test('is answered', () => pm.expect(pm.response.code).to.be.below(300));"],
        },
      },
    ],
    request: {
      method,
      header: body === undefined ? [] : [{ key: 'Content-Type', value: 'application/json' }],
      ...(body !== undefined && {
        body: { mode: 'raw', raw: JSON.stringify(body, undefined, 2), options: { raw: { language: 'json' } } },
      }),
      url: {
        raw: `{{url}}${targetOf(request)}`,
        host: ['{{url}}'],
        path: path.slice(1).split('/'),
        ...(terms.length > 0 && { query: terms.map((key) => ({ key, value: null })) }),
      },
    },
  };
}
