import { Stack } from 'aws-cdk-lib';
import type { CfnDeployment, RestApi } from 'aws-cdk-lib/aws-apigateway';

/**
 * Fixes the deployment's logical id once everything that it hashes exists. Otherwise CDK computes the hash again at
 * every reference.
 */
export function pinDeployment({ latestDeployment }: RestApi): void {
  const resource = latestDeployment?.node.defaultChild as CfnDeployment;
  resource.overrideLogicalId(Stack.of(resource).resolve(resource.logicalId) as string);
}
