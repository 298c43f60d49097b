import { GetAccountCommand, UpdateAccountCommand } from '@aws-sdk/client-api-gateway';
import {
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  paginateListRoles,
} from '@aws-sdk/client-iam';
import type { Clients } from './clients';
import { STACKS } from './scratch';

/** CloudFormation names the role after the stack and the construct. */
const ROLE_PREFIX = `${STACKS.platform}-CloudWatchRole`;

/**
 * Removes the CloudWatch role that the platform stack retains on purpose. Where API Gateway still uses it, the account
 * had none before the run, and has none again.
 */
export async function removeCloudWatchRole({ apiGateway, iam }: Clients): Promise<void> {
  for await (const { Roles = [] } of paginateListRoles({ client: iam }, {})) {
    for (const { RoleName = '', Arn } of Roles) {
      if (!RoleName.startsWith(ROLE_PREFIX)) continue;
      const { cloudwatchRoleArn } = await apiGateway.send(new GetAccountCommand());
      if (cloudwatchRoleArn === Arn) {
        const patchOperations = [{ op: 'replace' as const, path: '/cloudwatchRoleArn', value: '' }];
        await apiGateway.send(new UpdateAccountCommand({ patchOperations }));
      }
      const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
      for (const { PolicyArn } of AttachedPolicies)
        await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
      await iam.send(new DeleteRoleCommand({ RoleName }));
    }
  }
}
