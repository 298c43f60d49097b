import { BOOTSTRAP_PARAMETER } from '../../preflight/checks/bootstrap';
import type { LocalAccount } from './account';
import { provisionFleet } from './provision-fleet';
import { createTable } from './create-table';
import type { Deployment } from '../deployment/deployment';

/** Creates what the templates deploy in the stand-ins: usage plans, tables and SSM parameters. URLs are by reseller id. */
export async function provision(
  deployment: Deployment,
  account: LocalAccount,
  urls: ReadonlyMap<string, string>,
): Promise<void> {
  const { state, aws } = account;
  provisionFleet(deployment, account);
  // As `cdk bootstrap` leaves it; the version is that of CDK 2.276.
  aws.parameters.put(BOOTSTRAP_PARAMETER, '30');
  for (const [name, value] of deployment.parameters) aws.parameters.put(name, value);
  for (const { descriptor, descriptorParameter, restApi, usagePlans } of deployment.gateways) {
    aws.account.restApis.push(restApi.name);
    for (const plan of usagePlans) state.usagePlans.set(plan.id, plan);
    // Only the URL differs from the descriptor that a deployment publishes.
    aws.parameters.put(descriptorParameter, JSON.stringify({ ...descriptor, url: urls.get(descriptor.resellerId) }));
  }
  await Promise.all(deployment.tables.map((table) => createTable(aws.url, table)));
}
