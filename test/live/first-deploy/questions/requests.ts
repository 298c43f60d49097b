import { type Answer, send } from '../../../../lib/conformance/send';
import { codeOf } from '../../../../lib/conformance/run';
import { asSent, authorizationFor } from '../../../../lib/conformance/sign';
import type { Lab, ScratchGateway } from '../lab';
import { type Question, seen } from '../question';

export const LIST = '/aps/2/resources';
/** Queries whose form matters to RQL or to the signature. */
const QUERIES = [
  'and(eq(name,a),or(eq(name,b),eq(name,c)))',
  'implementing(http://example.com/a/b)',
  'like(name,*q*)',
  'sort(-name)',
  'eq(name,a%20b)',
  'eq(name,a%2Bb)',
  'eq(name,caf%C3%A9)',
  'name=eq=a&limit(0,10)',
  'name&id=',
];

interface SignedRequest {
  readonly method: string;
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** Returns the gateway. Questions that need one are asked only while there is one. */
export function gatewayOf(lab: Lab): ScratchGateway {
  const gateway = lab.gateway();
  if (!gateway) throw new Error('the scratch gateway is not deployed');
  return gateway;
}

/** Sends a request signed by the scratch consumer. */
export async function sendSigned(
  { target }: ScratchGateway,
  request: SignedRequest,
  header: (authorization: string) => string = String,
): Promise<{ readonly answer: Answer; readonly authorization: string }> {
  const url = new URL(target.origin);
  const { method, target: path } = request;
  const authorization = asSent(authorizationFor(method, url, path, target.consumers.consumer!, {}), { header });
  const answer = await send(target, { ...request, headers: { ...request.headers, Authorization: authorization } });
  return { answer, authorization };
}

/** Status and code of an answer. */
export function describeAnswer(answer: Answer): string {
  const code = codeOf(answer);
  return typeof code === 'string' ? `${answer.status} ${code}` : String(answer.status);
}

async function queries(lab: Lab) {
  const gateway = gatewayOf(lab);
  const lines: string[] = [];
  let changed = 0;
  for (const query of QUERIES) {
    const { answer } = await sendSigned(gateway, { method: 'GET', target: `${LIST}?${query}` });
    const [, received] = gateway.nodeRequest(answer)?.target.split(/\?(.*)/s) ?? [];
    if (received === undefined || normalized(received) !== normalized(query)) changed++;
    lines.push(received === undefined ? `${query} → ${describeAnswer(answer)}` : `${query} → ${received}`);
  }
  return seen(changed === 0, lines.join('\n'));
}

/** Neither RQL nor a signature depends on the order of parameters, or on the = of an empty value. */
function normalized(query: string): string {
  const parameters = query.split('&').map((parameter) => parameter.replace(/=$/, ''));
  return parameters.toSorted().join('&');
}

/** Sends odd but valid blanks, of which the gateway leaves none when it writes the header itself. */
async function authorizationHeader(lab: Lab) {
  const gateway = gatewayOf(lab);
  let canonical = '';
  const sent = await sendSigned(gateway, { method: 'GET', target: LIST }, (text) => {
    canonical = text;
    return text.replaceAll(', ', ' ,  ');
  });
  const received = gateway.nodeRequest(sent.answer)?.headers.authorization;
  if (received === undefined) return seen(false, `${describeAnswer(sent.answer)}; the node received no Authorization`);
  const copies = received.match(/oauth_signature=/g)?.length ?? 0;
  const origin = received === sent.authorization ? 'as the consumer sent it' : 'written by the gateway';
  const names = [...received.matchAll(/(\w+)="/g)].map(([, name]) => name).join(', ');
  return seen(received === canonical, `${origin}, ${copies} signature; parameters: ${names}`);
}

/** Without a value, a mapping from the authorizer's context should send nothing; with one, it should replace the header. */
async function forwarded(lab: Lab) {
  const gateway = gatewayOf(lab);
  const received = async (headers: Readonly<Record<string, string>>) => {
    const { answer } = await sendSigned(gateway, { method: 'GET', target: LIST, headers });
    return gateway.nodeRequest(answer)?.headers.forwarded;
  };
  const none = await received({});
  const replaced = await received({ Forwarded: 'host=elsewhere.example' });
  const { host } = new URL(gateway.target.origin);
  return seen(
    none === undefined && replaced === `host="${host}";proto=https`,
    `without one: ${none ?? 'none'}; with host=elsewhere.example: ${replaced ?? 'none'}`,
  );
}

async function forwardedHost(lab: Lab) {
  const gateway = gatewayOf(lab);
  const { answer } = await sendSigned(gateway, { method: 'GET', target: LIST });
  const host = gateway.nodeRequest(answer)?.headers['x-forwarded-host'];
  return seen(host === new URL(gateway.target.origin).host, host === undefined ? describeAnswer(answer) : host);
}

async function head(lab: Lab) {
  const { answer } = await sendSigned(gatewayOf(lab), { method: 'HEAD', target: '/aps/2/types' });
  const length = answer.headers['content-length'] ?? 'none';
  return seen(answer.status === 404, `${answer.status}, ${answer.body.length} bytes of body, Content-Length ${length}`);
}

/** The authorizer decides by method and content type, because others recorded no Content-Length in its event. */
async function formBody(lab: Lab) {
  const gateway = gatewayOf(lab);
  const form = { method: 'POST', target: LIST };
  const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const full = await sendSigned(gateway, { ...form, headers: type, body: 'a=b' });
  const empty = await sendSigned(gateway, { ...form, headers: { ...type, 'Content-Length': '0' } });
  const refused = [full, empty].map(({ answer }) => codeOf(answer) === 'form_body_unsupported');
  return seen(
    refused.every(Boolean),
    `with a body: ${describeAnswer(full.answer)}\nwith Content-Length: 0: ${describeAnswer(empty.answer)}`,
  );
}

/** The mapping of Retry-After reads a member of the authorizer's context that only a lock sets. */
async function unsetHeader(lab: Lab) {
  const gateway = gatewayOf(lab);
  const { answer } = await sendSigned(gateway, { method: 'GET', target: LIST }, (header) => `${header}x`);
  const value = answer.headers['retry-after'];
  const header = value === undefined ? 'no Retry-After' : `Retry-After ${JSON.stringify(value)}`;
  return seen(answer.status === 401 && !value, `${describeAnswer(answer)}, ${header}`);
}

async function methodOverride(lab: Lab) {
  const answer = await send(gatewayOf(lab).target, {
    method: 'POST',
    target: `${LIST}/00000000-0000-4000-8000-000000000000`,
    headers: { 'X-HTTP-Method-Override': 'DELETE' },
    body: '{}',
  });
  return seen(answer.status === 401, describeAnswer(answer));
}

/** Requests whose form on the way to the node, or to the authorizer, is open. */
export const REQUEST_QUESTIONS: readonly Question[] = [
  {
    id: 'query',
    question: 'In which form does the node receive a query?',
    expectation:
      'As it was sent, except for the order of parameters and the = of empty values. Otherwise set uiNodes.forwarding: lambda.',
    needsGateway: true,
    ask: queries,
  },
  {
    id: 'authorization',
    question: 'Which Authorization header does the node receive?',
    expectation:
      'The one that the gateway writes from the verified parameters. Otherwise set uiNodes.authorization: asSent.',
    needsGateway: true,
    ask: authorizationHeader,
  },
  {
    id: 'forwarded',
    question: 'Which Forwarded header does the node receive?',
    expectation: "None, or the gateway's own in place of the consumer's.",
    needsGateway: true,
    ask: forwarded,
  },
  {
    id: 'forwarded-host',
    question: 'Does the node receive the host that the consumer called?',
    expectation: 'X-Forwarded-Host is the host of the gateway.',
    needsGateway: true,
    ask: forwardedHost,
  },
  {
    id: 'head',
    question: 'How is HEAD answered where no route declares it?',
    expectation: '404, without a body.',
    needsGateway: true,
    ask: head,
  },
  {
    id: 'form-body',
    question: 'Is a form refused, whatever its Content-Length says?',
    expectation: 'With a body and with Content-Length: 0 (form_body_unsupported).',
    needsGateway: true,
    ask: formBody,
  },
  {
    id: 'unset-header',
    question: 'What does a gateway with a lockout answer for a header whose value the authorizer does not set?',
    expectation: '401 without Retry-After, or with an empty one. Anything else would tell clients to wait for nothing.',
    needsGateway: true,
    ask: unsetHeader,
  },
  {
    id: 'method-override',
    question: 'How is a POST without credentials and with X-HTTP-Method-Override: DELETE answered?',
    expectation: '401.',
    needsGateway: true,
    ask: methodOverride,
  },
];
