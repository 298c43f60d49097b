import { type KitModel, signatureMethodOf } from '../kit-model';
import { type ExampleRequest, exampleRequests } from '../requests';

const WORKSPACE = 'wrk_aps_gateway';

/** Makes an export that Insomnia imports (format 4). URL encoding is off: with it, Insomnia signs escaped names twice. */
export function insomniaExport(model: KitModel): string {
  const { brand, reseller, url, consumer, madeOn } = model;
  const resources = [
    {
      _id: WORKSPACE,
      _type: 'workspace',
      parentId: null,
      name: `${brand.name}: ${reseller.displayName}`,
      scope: 'collection',
    },
    {
      _id: 'env_aps_gateway',
      _type: 'environment',
      parentId: WORKSPACE,
      name: 'Base Environment',
      data: { url, consumer_key: consumer?.key ?? '', consumer_secret: '' },
    },
    ...exampleRequests(model).map((request, index) => requestOf(request, index, signatureMethodOf(model))),
  ];
  return JSON.stringify(
    {
      _type: 'export',
      __export_format: 4,
      __export_date: `${madeOn}T00:00:00.000Z`,
      __export_source: 'aps-gateway',
      resources,
    },
    undefined,
    2,
  );
}

function requestOf({ name, method, path, terms, body }: ExampleRequest, index: number, signatureMethod: string) {
  return {
    _id: `req_aps_gateway_${index + 1}`,
    _type: 'request',
    parentId: WORKSPACE,
    name,
    method,
    // In the URL and not as parameters, which Insomnia would write with a =.
    url: `{{ _.url }}${path}${terms.length > 0 ? `?${terms.join('&')}` : ''}`,
    parameters: [],
    headers: body === undefined ? [] : [{ name: 'Content-Type', value: 'application/json' }],
    body: body === undefined ? {} : { mimeType: 'application/json', text: JSON.stringify(body, undefined, 2) },
    authentication: {
      type: 'oauth1',
      disabled: false,
      signatureMethod,
      consumerKey: '{{ _.consumer_key }}',
      consumerSecret: '{{ _.consumer_secret }}',
      tokenKey: '',
      tokenSecret: '',
      privateKey: '',
      version: '1.0',
      nonce: '',
      timestamp: '',
      callback: '',
      includeBodyHash: false,
    },
    settingEncodeUrl: false,
    settingFollowRedirects: 'off',
    settingSendCookies: false,
    settingStoreCookies: false,
  };
}
