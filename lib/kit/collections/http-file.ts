import { type KitModel, signatureMethodOf } from '../kit-model';
import { type ExampleRequest, exampleRequests, targetOf } from '../requests';

/** Makes a file of requests, with scripts that sign them, for the HTTP Client of JetBrains' IDEs and for httpYac. */
export function httpFile(model: KitModel): string {
  const head = `# Requests for the HTTP Client of JetBrains' IDEs, or for httpYac.
# Choose the environment "gateway". Write consumer_secret into a file http-client.private.env.json of your own:
#   { "gateway": { "consumer_secret": "..." } }
# and keep that file out of version control.
`;
  return [head, ...exampleRequests(model).map((request) => requestText(request, signatureMethodOf(model)))].join('\n');
}

/** Makes the public environment of the file. */
export function httpEnvironment({ url, consumer }: KitModel): string {
  return `${JSON.stringify({ gateway: { url, consumer_key: consumer?.key ?? '' } }, undefined, 2)}\n`;
}

function requestText(request: ExampleRequest, signatureMethod: string): string {
  const { name, method, path, terms, body } = request;
  const script = `< {%
  const encode = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (c) => '%' + c.charCodeAt(0).toString(16).toUpperCase());
  const url = request.environment.get('url');
  const oauth = [
    ['oauth_consumer_key', request.environment.get('consumer_key')],
    ['oauth_nonce', Date.now().toString(36) + Math.random().toString(36).slice(2)],
    ['oauth_signature_method', '${signatureMethod}'],
    ['oauth_timestamp', String(Math.floor(Date.now() / 1000))],
    ['oauth_version', '1.0'],
  ];
  // RQL terms are parameters with empty values.
  const terms = ${JSON.stringify(terms)}.map((term) => [decodeURIComponent(term), '']);
  const pairs = oauth.concat(terms).map((pair) => pair.map(encode));
  pairs.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] < b[1] ? -1 : 1));
  const parameters = pairs.map((pair) => pair.join('=')).join('&');
  const base = ['${method}', encode(url + '${path}'), encode(parameters)].join('&');
  const signature = crypto.hmac.${signatureMethod === 'HMAC-SHA256' ? 'sha256' : 'sha1'}()
    .withTextSecret(encode(request.environment.get('consumer_secret')) + '&')
    .updateWithText(base)
    .digest()
    .toBase64();
  const header = oauth.concat([['oauth_signature', signature]]).map((pair) => pair[0] + '="' + encode(pair[1]) + '"');
  request.variables.set('authorization', 'OAuth ' + header.join(', '));
%}`;
  const lines = [
    `### ${name}`,
    '# @no-auto-encoding',
    '# @no-redirect',
    '# @no-cookie-jar',
    script,
    `${method} {{url}}${targetOf(request)}`,
    'Authorization: {{authorization}}',
    ...(body === undefined ? [] : ['Content-Type: application/json', '', JSON.stringify(body, undefined, 2)]),
  ];
  return `${lines.join('\n')}\n`;
}
