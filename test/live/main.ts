/** `npm run test:live`: runs the conformance suite and the probes against a gateway on AWS, or a first deploy. */
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { descriptorPath, type GatewayDescriptor } from '../../lib/descriptor';
import { gatewayTarget } from '../../lib/verify/gateway-target';
import { startLocalTarget } from '../conformance/local-target';
import { firstDeploy, firstDeployLocally } from './first-deploy/first-deploy';
import { LocalLab } from './first-deploy/local-lab';
import { FIRST_DEPLOY_USAGE, readFirstDeployOptions } from './first-deploy/options';
import { type LiveOptions, readConsumers, readOptions, USAGE } from './options';
import { formatReport, toJson } from './report';
import { runLive } from './run-live';
import { askUsage } from './usage-question';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--first-deploy')) return startFirstDeploy(args);
  const options = readOptions(args);
  if (options === 'help') {
    console.log(USAGE);
    return 0;
  }
  const client = options.region ? { region: options.region } : {};
  const descriptor = chooseGateway(await readGateways(client, options.environment), options);
  const { connect: origin, ca } = options;
  const target = gatewayTarget(descriptor, await readConsumers(process.env), {
    ...(origin !== undefined && { connect: { origin, pathPrefix: '' } }),
    ...(ca !== undefined && { ca }),
  });
  const usage = () => askUsage(new APIGatewayClient(client), descriptor);
  const report = await runLive(target, usage, options.pauseMilliseconds);
  console.log(options.json ? JSON.stringify(toJson(report), null, 2) : formatReport(report));
  return report.cases.some(({ observation }) => observation.outcome === 'differed') ? 1 : 0;
}

async function startFirstDeploy(args: readonly string[]): Promise<number> {
  const options = readFirstDeployOptions(args);
  if (options === 'help') {
    console.log(FIRST_DEPLOY_USAGE);
    return 0;
  }
  if (!options.local) return firstDeploy(options);
  const started = await startLocalTarget();
  return firstDeployLocally(new LocalLab(started.target)).finally(() => started.close());
}

async function readGateways(client: { region?: string }, environment: string): Promise<readonly GatewayDescriptor[]> {
  const ssm = new SSMClient(client);
  const gateways: GatewayDescriptor[] = [];
  let NextToken: string | undefined;
  do {
    const page = await ssm.send(
      new GetParametersByPathCommand({ Path: descriptorPath(environment), ...(NextToken && { NextToken }) }),
    );
    for (const { Value } of page.Parameters ?? []) gateways.push(JSON.parse(Value ?? '') as GatewayDescriptor);
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return gateways;
}

function chooseGateway(gateways: readonly GatewayDescriptor[], { environment, reseller }: LiveOptions) {
  const found = gateways.filter(({ serves }) => reseller === undefined || serves.includes(reseller));
  const [only] = found;
  if (only && found.length === 1) return only;
  const ids = gateways.map(({ resellerId }) => resellerId).join(', ') || 'none';
  throw new Error(`--reseller must name one gateway of environment ${environment}; deployed are: ${ids}`);
}

async function run(): Promise<void> {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    process.exitCode = 2;
    console.error(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
    console.error('See npm run test:live -- --help.');
  }
}

void run();
