import {
  DeleteApiKeyCommand,
  DeleteRestApiCommand,
  GetApiKeysCommand,
  paginateGetRestApis,
} from '@aws-sdk/client-api-gateway';
import { DeleteLogGroupCommand, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DeleteSecretCommand, ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import { DeleteParameterCommand } from '@aws-sdk/client-ssm';
import { descriptorParameterName } from '../../../lib/descriptor';
import type { Clients } from './clients';
import { removeCloudWatchRole } from './remove-role';
import { ENVIRONMENT, FAILING_RESELLER, LOG_GROUP_PREFIX, STACKS } from './scratch';
import { deleteStack, findStack } from './stack-control';

/** Prefix of the REST APIs that are created without a stack. */
export const API_PREFIX = `aps-gateway-${ENVIRONMENT}-probe-`;
/** Names of credentials secrets and API keys begin with it. */
const CONSUMER_PREFIX = `aps-gateway/${ENVIRONMENT}/`;

type Step = readonly [what: string, remove: (clients: Clients) => Promise<unknown>];

/** Resellers' stacks before the platform's; what no stack holds afterwards. */
const STEPS: readonly Step[] = [
  ...[STACKS.failing, STACKS.internal, STACKS.gateway, STACKS.platform, STACKS.node, STACKS.network].map(
    (name): Step => [`stack ${name}`, ({ cloudFormation }) => removeStack(cloudFormation, name)],
  ),
  ['REST APIs', removeApis],
  ['API keys', removeApiKeys],
  ['credentials secrets', removeSecrets],
  ['the blocking SSM parameter', ({ ssm }) => removeBlocker(ssm)],
  ['log groups', removeLogGroups],
  ["API Gateway's CloudWatch role", removeCloudWatchRole],
];

/**
 * Removes everything of the scratch environment by its names, whatever was created. Goes on after a failure.
 *
 * @returns what could not be removed, with the reason
 */
export async function cleanUp(clients: Clients, report: (line: string) => void): Promise<readonly string[]> {
  const left: string[] = [];
  for (const [what, remove] of STEPS) {
    try {
      await remove(clients);
    } catch (error) {
      left.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  report(left.length === 0 ? 'Everything of the scratch environment is removed.' : `Left:\n${left.join('\n')}`);
  return left;
}

/** Stacks of the scratch environment that exist. */
export async function scratchStacks({ cloudFormation }: Clients): Promise<readonly string[]> {
  const found = await Promise.all(Object.values(STACKS).map((name) => findStack(cloudFormation, name)));
  return found.flatMap((stack) => (stack?.StackName === undefined ? [] : [stack.StackName]));
}

/** Removes the parameter that makes the failing stack fail. */
export async function removeBlocker(ssm: Clients['ssm']): Promise<void> {
  const Name = descriptorParameterName(ENVIRONMENT, FAILING_RESELLER);
  await ssm.send(new DeleteParameterCommand({ Name })).catch((error: unknown) => {
    if (!(error instanceof Error && error.name === 'ParameterNotFound')) throw error;
  });
}

async function removeStack(client: Clients['cloudFormation'], name: string): Promise<void> {
  const { succeeded, status, reasons } = await deleteStack(client, name);
  if (!succeeded) throw new Error([status, ...reasons].join('; '));
}

async function removeApis({ apiGateway }: Clients): Promise<void> {
  // All pages first: a deletion between two pages would move the second.
  const found: (string | undefined)[] = [];
  for await (const { items = [] } of paginateGetRestApis({ client: apiGateway }, {})) {
    found.push(...items.filter(({ name = '' }) => name.startsWith(API_PREFIX)).map(({ id }) => id));
  }
  for (const restApiId of found) await apiGateway.send(new DeleteRestApiCommand({ restApiId }));
}

async function removeApiKeys({ apiGateway }: Clients): Promise<void> {
  const { items = [] } = await apiGateway.send(new GetApiKeysCommand({ nameQuery: CONSUMER_PREFIX, limit: 500 }));
  for (const { id, name = '' } of items) {
    if (name.startsWith(CONSUMER_PREFIX)) await apiGateway.send(new DeleteApiKeyCommand({ apiKey: id }));
  }
}

async function removeSecrets({ secrets }: Clients): Promise<void> {
  const Filters = [{ Key: 'name' as const, Values: [CONSUMER_PREFIX] }];
  const { SecretList = [] } = await secrets.send(new ListSecretsCommand({ Filters, MaxResults: 100 }));
  for (const { Name = '' } of SecretList) {
    if (!Name.startsWith(CONSUMER_PREFIX)) continue;
    await secrets.send(new DeleteSecretCommand({ SecretId: Name, ForceDeleteWithoutRecovery: true }));
  }
}

async function removeLogGroups({ logs }: Clients): Promise<void> {
  const found = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: LOG_GROUP_PREFIX }));
  for (const { logGroupName } of found.logGroups ?? []) await logs.send(new DeleteLogGroupCommand({ logGroupName }));
}
