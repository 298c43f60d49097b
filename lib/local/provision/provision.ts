import type { ApiGatewayState } from '../aws/api-gateway/state';
import type { AwsStandIns } from '../aws/stand-ins';
import { BOOTSTRAP_PARAMETER } from '../../preflight/checks/bootstrap';
import { createTable } from './create-table';
import type { Deployment } from '../deployment/deployment';

/** Puts what the templates deploy into the stand-ins: REST APIs, usage plans, tables, SSM parameters; URLs by reseller id. */
export async function provision(
  deployment: Deployment,
  state: ApiGatewayState,
  aws: AwsStandIns,
  urls: ReadonlyMap<string, string>,
): Promise<void> {
  // What `cdk bootstrap` leaves; the version is that of CDK 2.276.
  aws.parameters.put(BOOTSTRAP_PARAMETER, '30');
  for (const [name, value] of deployment.parameters) aws.parameters.put(name, value);
  for (const { descriptor, descriptorParameter, restApi, usagePlans } of deployment.gateways) {
    aws.account.restApis.push(restApi.name);
    for (const plan of usagePlans) state.usagePlans.set(plan.id, plan);
    // Where the gateway is reached is all that differs from what a deployment publishes.
    aws.parameters.put(descriptorParameter, JSON.stringify({ ...descriptor, url: urls.get(descriptor.resellerId) }));
  }
  await Promise.all(deployment.gateways.flatMap(({ tables }) => tables.map((table) => createTable(aws.url, table))));
}
