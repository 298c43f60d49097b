import { BlockList, isIPv4 } from 'node:net';
import { codeOf } from '../../../../lib/conformance/run';
import { authorizationFor, type Credentials } from '../../../../lib/conformance/sign';
import type { Answer } from '../../../../lib/conformance/send';
import { echoed } from '../echoed';
import type { InternalGateway, VpcEndpoint } from '../internal-gateway';
import type { Lab } from '../lab';
import { NETWORK } from '../network-stack';
import { type Question, type Seen, seen } from '../question';
import { LIST } from './requests';
import { describeResult } from './stacks';

/** Options of a signed request. */
interface Sending {
  /** @default the consumer without rules */
  readonly by?: Credentials;
  /** Host that is called and signed. @default the API's own name */
  readonly host?: string;
  /** Name in the TLS handshake. @default the host */
  readonly serverName?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function sendThrough(gateway: InternalGateway, through: VpcEndpoint, sending: Sending = {}): Promise<Answer> {
  const { by = gateway.consumers.unlimited, host = gateway.host, serverName, headers } = sending;
  return gateway.sendInside({
    connect: through.dnsName,
    host,
    ...(serverName !== undefined && { serverName }),
    method: 'GET',
    target: LIST,
    headers: { ...headers, Authorization: authorize(host, by) },
  });
}

function authorize(host: string, by: Credentials): string {
  return authorizationFor('GET', new URL(`https://${host}`), LIST, by, {});
}

/** Returns a text member of a JSON body. */
function memberOf({ body }: Answer, name: string): string | undefined {
  try {
    const value = (JSON.parse(body) as Readonly<Record<string, unknown>> | null)?.[name];
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Tests for a refusal of the authorizer that names what it saw. */
function refusedFor(answer: Answer, code: string, value: string): boolean {
  const message = memberOf(answer, 'message') ?? '';
  return answer.status === 401 && codeOf(answer) === code && message.includes(`It is ${value}.`);
}

/** Status with the start of the body. The node's has the signature that was sent, which belongs in no report. */
function inFull(answer: Answer): string {
  const { status, body } = answer;
  return echoed(answer) ? `${status}, from the node` : `${status} ${body.slice(0, 600)}`;
}

async function deploy(lab: Lab) {
  const result = await lab.deployInternal();
  return seen(result.succeeded, describeResult(result));
}

async function declared(gateway: InternalGateway) {
  const { first, second } = gateway.vpcEndpoints;
  const answers = [await sendThrough(gateway, first), await sendThrough(gateway, second)] as const;
  return seen(
    answers.every((answer) => answer.status === 200 && echoed(answer) !== undefined),
    `through the first: ${inFull(answers[0])}\nthrough the second: ${inFull(answers[1])}`,
  );
}

/** The resource policy is evaluated before the authorizer, whose context is then empty. */
async function undeclared(gateway: InternalGateway) {
  const answer = await sendThrough(gateway, gateway.vpcEndpoints.undeclared);
  const denied = memberOf(answer, 'detail')?.includes('explicit deny') ?? false;
  return seen(answer.status === 401 && codeOf(answer) === '' && denied, inFull(answer));
}

async function publicName(gateway: InternalGateway) {
  const Authorization = authorize(gateway.host, gateway.consumers.unlimited);
  try {
    const answer = await gateway.sendOutside({ method: 'GET', target: LIST, headers: { Authorization } });
    return seen(answer.status === 403 && codeOf(answer) === undefined, inFull(answer));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return seen(code === 'ENOTFOUND', message);
  }
}

async function vpcEndpointRule(gateway: InternalGateway) {
  const { first, second } = gateway.vpcEndpoints;
  const by = gateway.consumers.firstEndpoint;
  const allowed = await sendThrough(gateway, first, { by });
  const refused = await sendThrough(gateway, second, { by });
  return seen(
    allowed.status === 200 && refusedFor(refused, 'source_vpc_endpoint_refused', second.id),
    `through the first: ${inFull(allowed)}\nthrough the second, ${second.id}: ${inFull(refused)}`,
  );
}

async function sourceIp(gateway: InternalGateway) {
  const answer = await sendThrough(gateway, gateway.vpcEndpoints.first, { by: gateway.consumers.elsewhere });
  const [, address = ''] = /It is ([\d.]+)\./.exec(memberOf(answer, 'message') ?? '') ?? [];
  const network = new BlockList();
  network.addSubnet(NETWORK.address, NETWORK.prefix);
  const inside = isIPv4(address) && network.check(address);
  return seen(inside && refusedFor(answer, 'source_ip_refused', address), inFull(answer));
}

/** The node receives `context.domainName`, which is also the authority that the authorizer verifies over. */
async function authority(gateway: InternalGateway) {
  const { first } = gateway.vpcEndpoints;
  const headers = { 'x-apigw-api-id': gateway.apiId };
  const own = await sendThrough(gateway, first);
  const vpcEndpoints = await sendThrough(gateway, first, { host: first.dnsName, headers });
  const received = (answer: Answer) => echoed(answer)?.headers['x-forwarded-host'];
  return seen(
    received(own) === gateway.host && received(vpcEndpoints) === first.dnsName,
    [
      `signed over ${gateway.host}: ${received(own) ?? inFull(own)}`,
      `signed over ${first.dnsName}, with x-apigw-api-id: ${received(vpcEndpoints) ?? inFull(vpcEndpoints)}`,
    ].join('\n'),
  );
}

async function otherServerName(gateway: InternalGateway) {
  const { first } = gateway.vpcEndpoints;
  const answer = await sendThrough(gateway, first, { serverName: first.dnsName });
  return seen(answer.status === 403 && codeOf(answer) === undefined, inFull(answer));
}

/** Question that needs the internal gateway. */
function ofInternal(
  question: Pick<Question, 'id' | 'question' | 'expectation'>,
  ask: (gateway: InternalGateway) => Promise<Seen>,
): Question {
  return {
    ...question,
    needs: ['network'],
    needsGateway: false,
    ask: async (lab) => {
      const gateway = lab.internalGateway();
      return gateway ? ask(gateway) : { verdict: 'not carried', observation: 'the internal gateway is not deployed' };
    },
  };
}

/** Questions on gateways for an internal audience, asked inside a network of their own. */
export const INTERNAL_QUESTIONS: readonly Question[] = [
  {
    id: 'internal-deploy',
    question: 'Does the deployment of an internal gateway succeed, and of a network with VPC endpoints?',
    expectation:
      'Every resource is created. If a zone has no VPC endpoint for execute-api, choose another Region with --region.',
    needs: ['network'],
    needsGateway: true,
    ask: deploy,
  },
  ofInternal(
    {
      id: 'internal-declared',
      question: 'Does a private API accept a signature over its own name, through a declared VPC endpoint?',
      expectation:
        'It answers 200 through both. After signature_invalid, see internal-authority; after an empty code, correct internalPolicy in lib/gateway/api/resource-policy.ts.',
    },
    declared,
  ),
  ofInternal(
    {
      id: 'internal-undeclared',
      question: 'How is a correct request through an undeclared VPC endpoint refused?',
      expectation:
        '401 with an empty code, and AWS\'s "explicit deny" as the detail. With another status or body, correct denialBody in lib/gateway/api/gateway-responses.ts. If the request is accepted, use no internal gateway until internalPolicy is corrected.',
    },
    undeclared,
  ),
  ofInternal(
    {
      id: 'internal-public-name',
      question: "Does a private API's own name answer on the internet?",
      expectation:
        'No: the name is not found, or AWS answers 403 without our body. With any other answer, use no internal gateway until its endpoint type is corrected (lib/gateway/api/rest-api.ts).',
    },
    publicName,
  ),
  ofInternal(
    {
      id: 'internal-vpc-endpoint',
      question: 'Which VPC endpoint does identity.vpceId name to the authorizer?',
      expectation:
        'The one that the request came through: the limited consumer gets 200 through the first, and source_vpc_endpoint_refused with the id of the second through that. Otherwise correct vpcEndpoint in lambda/authorizer/stages/read-request.ts.',
    },
    vpcEndpointRule,
  ),
  ofInternal(
    {
      id: 'internal-source-ip',
      question: 'Which address does identity.sourceIp name to the authorizer?',
      expectation: `A private one, of the network ${NETWORK.address}/${NETWORK.prefix} (source_ip_refused names it). Otherwise correct what docs/how-to/serve-internal-clients.md says about sourceIps.`,
    },
    sourceIp,
  ),
  ofInternal(
    {
      id: 'internal-authority',
      question: 'Is requestContext.domainName of a private API the host that the client signed?',
      expectation:
        "Yes: the node receives the API's own name, or with x-apigw-api-id the VPC endpoint's. Otherwise correct readAuthority in lambda/authorizer/stages/read-request.ts, or for the second what docs/how-to/serve-internal-clients.md says.",
    },
    authority,
  ),
  ofInternal(
    {
      id: 'internal-server-name',
      question:
        'Does endpointAccess: strict refuse a Host that differs from the name in the TLS handshake at a private API?',
      expectation:
        '403 without our body. Otherwise correct docs/how-to/serve-internal-clients.md, which asks for endpointAccess: basic.',
    },
    otherServerName,
  ),
];
