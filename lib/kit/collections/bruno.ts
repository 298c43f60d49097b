import { type KitModel, signatureMethodOf } from '../kit-model';
import { type ExampleRequest, exampleRequests, targetOf } from '../requests';

/** Makes a Bruno collection (4.1 or newer, because older ones do not sign OAuth 1.0): texts by file name. */
export function brunoCollection(model: KitModel): Readonly<Record<string, string>> {
  const name = `${model.brand.name}: ${model.reseller.displayName}`;
  const requests = exampleRequests(model).map((request, index) => [
    `${request.name.replaceAll(/[()]/g, '')}.bru`,
    requestText(request, index + 1, signatureMethodOf(model)),
  ]);
  return {
    'bruno.json': `${JSON.stringify({ version: '1', name, type: 'collection' }, undefined, 2)}\n`,
    'environments/gateway.bru': environmentText(model),
    ...(Object.fromEntries(requests) as Record<string, string>),
  };
}

/**
 * Script, not an `assert` block: Bruno's command line loads its script engine in the background, evaluates
 * assertions without waiting for it, and so fails the first request where loading takes longer than the request.
 */
const TESTS = `tests {
  test("is accepted", function () {
    expect(res.getStatus()).to.be.below(300);
  });
}`;

/** The secret appears by name only: Bruno keeps its value apart from the collection. */
function environmentText({ url, consumer }: KitModel): string {
  return `vars {
  url: ${url}
  consumerKey: ${consumer?.key ?? ''}
}

vars:secret [
  consumerSecret
]
`;
}

function requestText(request: ExampleRequest, seq: number, signatureMethod: string): string {
  const { name, method, body, terms } = request;
  const blocks = [
    `meta {
  name: ${name}
  type: http
  seq: ${seq}
}`,
    `${method.toLowerCase()} {
  url: {{url}}${targetOf(request)}
  body: ${body === undefined ? 'none' : 'json'}
  auth: oauth1
}`,
    ...(terms.length === 0 ? [] : [`params:query {\n${terms.map((term) => `  ${quoted(term)}: `).join('\n')}\n}`]),
    `auth:oauth1 {
  consumer_key: {{consumerKey}}
  consumer_secret: {{consumerSecret}}
  access_token: 
  token_secret: 
  callback_url: 
  verifier: 
  signature_method: ${signatureMethod}
  private_key: 
  timestamp: 
  nonce: 
  version: 1.0
  realm: 
  placement: header
  include_body_hash: false
}`,
    ...(body === undefined ? [] : [`body:json {\n${indented(JSON.stringify(body, undefined, 2))}\n}`]),
    TESTS,
    `settings {
  encodeUrl: false
  followRedirects: false
}`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** A name with a colon is in quotes. */
function quoted(term: string): string {
  return term.includes(':') ? `"${term}"` : term;
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}
