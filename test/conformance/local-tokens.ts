import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { subjectKey } from '../../lambda/authorizer/contract';
import type { GatewayDescriptor } from '../../lib/descriptor';
import type { LocalGateway } from '../../lib/local';
import type { TokenOrder, TokenSubject } from '../../lib/conformance/case';
import { send } from '../../lib/conformance/send';
import type { Target, TokenSource } from '../../lib/conformance/target';
import { onboardForTest, type TestConsumer } from './onboard';

/** Resellers whose gateways accept tokens, with the schemes of each. */
const TOKEN_GATEWAYS = { gamma: ['oauth1', 'bearer'], delta: ['bearer'] } as const;
export type TokenGateway = keyof typeof TOKEN_GATEWAYS;

/** Declares the gateways that accept tokens in the files of an environment. */
export function declareTokenGateways(environmentFolder: string): void {
  for (const [id, authentication] of Object.entries(TOKEN_GATEWAYS)) {
    const host = `login.${id}.test`;
    const bearer = { issuer: `https://${host}/`, audience: `gateway-${id}`, jwksUri: `https://${host}/keys` };
    const routes = [{ path: '/aps/2/resources', methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'] }];
    const reseller = { displayName: id, tiers: { standard: 'inherit' }, routes, oauth: { authentication, bearer } };
    writeFileSync(join(environmentFolder, 'resellers', `${id}.yaml`), stringify(reseller));
  }
}

type Onboarded = Exclude<TokenSubject, 'unknown' | 'signer'>;

const CONSUMERS: Readonly<Record<Onboarded, Pick<TestConsumer, 'status' | 'rules'>>> = {
  consumer: {},
  suspended: { status: 'suspended' },
  ended: { rules: { validUntil: '2020-01-01T00:00:00Z' } },
  readOnly: { rules: { operations: 'readOnly' } },
  elsewhere: { rules: { sourceIps: ['203.0.113.0/24'] } },
};

const SIGNER = { consumerKey: 'conformance.signer', consumerSecret: 'secret of the signer', tier: 'standard' };

/** The subject is not its own consumer key, so that nothing passes for want of the escape. */
function subjectOf(subject: TokenSubject): string {
  return subject === 'signer' ? SIGNER.consumerKey : `conformance|${subject}`;
}

/** Onboards consumers that send tokens, and one that signs. */
export async function localTokens(
  { awsEndpointUrl, uiNodeUrl }: LocalGateway,
  descriptor: GatewayDescriptor,
  ca: string,
): Promise<TokenSource> {
  const { resellerId } = descriptor;
  await onboardForTest(awsEndpointUrl, descriptor, SIGNER);
  for (const [name, more] of Object.entries(CONSUMERS)) {
    const subject = subjectOf(name as Onboarded);
    const consumerKey = subjectKey(subject)!;
    await onboardForTest(awsEndpointUrl, descriptor, {
      consumerKey,
      consumerSecret: '',
      subject,
      tier: 'standard',
      ...more,
    });
  }
  const provider: Target = { name: 'identity provider', origin: uiNodeUrl, ca, consumers: {}, lacks: {} };
  const issue = async ({ subject = 'consumer', members = {} }: TokenOrder): Promise<string> => {
    const path = `/token/${resellerId}/${encodeURIComponent(subjectOf(subject))}`;
    const target = `${path}?${new URLSearchParams(members).toString()}`;
    const { body } = await send(provider, { method: 'GET', target, headers: {} });
    return (JSON.parse(body) as { readonly access_token: string }).access_token;
  };
  return { consumerKey: subjectKey(subjectOf('consumer'))!, correct: () => issue({}), issue };
}
