import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateRestApiCommand,
  type EndpointAccessMode,
  type SecurityPolicy,
  UpdateRestApiCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DeleteFunctionConcurrencyCommand, PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { descriptorParameterName, type GatewayDescriptor } from '../../../lib/descriptor';
import type { Target } from '../../../lib/conformance/target';
import { SesMailer } from '../../../lib/notices/adapters/ses-mailer';
import { cdkDeploy, outputOf } from './cdk';
import { API_PREFIX, removeBlocker } from './clean-up';
import type { Clients } from './clients';
import { echoed } from './echoed';
import { type InternalGateway, openInternalGateway, readNetwork } from './internal-gateway';
import type { ApiSecurity, Lab, ScratchGateway, StackResult } from './lab';
import { onboardConsumer, readScratchDescriptor } from './onboard';
import {
  ENVIRONMENT,
  FAILING_RESELLER,
  LOG_GROUP_PREFIX,
  NODE_OUTPUT,
  RESELLER,
  type ScratchSettings,
  STACKS,
  writeScratch,
} from './scratch';
import { deleteStack, failureReasons, findStack } from './stack-control';

/** Settings of a lab on AWS or on something that speaks AWS. */
export interface AwsLabOptions {
  readonly clients: Clients;
  readonly signal: AbortSignal;
  /** Origin of a node that echoes requests; one is deployed when absent. */
  readonly node?: string;
  readonly cloudWatchRole: boolean;
  /** Asks about internal gateways, which takes a network. */
  readonly internal: boolean;
  /** Longest delay of logs. */
  readonly logWaitMs: number;
  /** Time in which a change of the control plane reaches the data plane. */
  readonly settleMs: number;
  readonly connection: Pick<Target, 'connect' | 'ca'>;
}

/** A lab in an account. */
export class AwsLab implements Lab {
  readonly name = 'Account';
  readonly lacks: Lab['lacks'];
  private deployed: { readonly descriptor: GatewayDescriptor; readonly gateway: ScratchGateway } | undefined;
  private internal: InternalGateway | undefined;
  private node: string | undefined;

  constructor(private readonly options: AwsLabOptions) {
    this.node = options.node;
    this.lacks = options.internal ? {} : { network: 'only with --internal: its VPC endpoints are billed by the hour' };
  }

  gateway(): ScratchGateway | undefined {
    return this.deployed?.gateway;
  }

  internalGateway(): InternalGateway | undefined {
    return this.internal;
  }

  async sendMail(from: string, to: string): Promise<string> {
    const mail = { to: [to], fromName: 'First deploy', subject: 'Trial', text: 'Trial\n', html: '<p>Trial</p>' };
    try {
      await new SesMailer(this.options.clients.ses, { from }).send(mail);
      return 'accepted';
    } catch (error) {
      return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    }
  }

  async createApi(name: string, security: ApiSecurity): Promise<string> {
    const { securityPolicy, endpointAccessMode, endpointType = 'REGIONAL' } = security;
    const command = new CreateRestApiCommand({
      name: `${API_PREFIX}${name}`,
      endpointConfiguration: { types: [endpointType] },
      securityPolicy: securityPolicy as SecurityPolicy,
      ...(endpointAccessMode !== undefined && { endpointAccessMode: endpointAccessMode as EndpointAccessMode }),
    });
    const { id = '' } = await this.options.clients.apiGateway.send(command, { abortSignal: this.options.signal });
    return id;
  }

  async updateApi(restApiId: string, properties: Readonly<Record<string, string>>): Promise<void> {
    const patchOperations = Object.entries(properties).map(([name, value]) => ({
      op: 'replace' as const,
      path: `/${name}`,
      value,
    }));
    const command = new UpdateRestApiCommand({ restApiId, patchOperations });
    await this.options.clients.apiGateway.send(command, { abortSignal: this.options.signal });
  }

  async deployGateway(): Promise<StackResult> {
    if (this.node === undefined) {
      const node = await cdkDeploy('node', [STACKS.node], this.options.signal);
      if (!node.succeeded) return this.resultOf(STACKS.node, node);
      this.node = new URL(outputOf(STACKS.node, NODE_OUTPUT)).origin;
    }
    this.write({ terminationProtection: false });
    const result = await cdkDeploy('gateway', [STACKS.platform, STACKS.gateway], this.options.signal);
    if (result.succeeded) await this.onboard();
    return this.resultOf(STACKS.gateway, result);
  }

  async deployInternal(): Promise<StackResult> {
    const { clients, signal } = this.options;
    const deployed = await cdkDeploy('node', [STACKS.network], signal);
    if (!deployed.succeeded) return this.resultOf(STACKS.network, deployed);
    const network = readNetwork();
    const { first, second } = network.vpcEndpoints;
    this.write({ terminationProtection: false, vpcEndpoints: [first.id, second.id] });
    const result = await cdkDeploy('gateway', [STACKS.internal], signal);
    if (result.succeeded) {
      this.internal = await openInternalGateway(clients, network);
      await this.settle();
    }
    return this.resultOf(STACKS.internal, result);
  }

  async deployFailing(): Promise<StackResult> {
    this.write({ terminationProtection: true });
    if (!(await findStack(this.options.clients.cloudFormation, STACKS.failing))) await this.block();
    return this.resultOf(STACKS.failing, await cdkDeploy('gateway', [STACKS.failing], this.options.signal));
  }

  mendFailing(): Promise<void> {
    return removeBlocker(this.options.clients.ssm);
  }

  async destroyGateway(): Promise<StackResult> {
    const { clients, signal } = this.options;
    this.deployed = undefined;
    return deleteStack(clients.cloudFormation, STACKS.gateway, signal);
  }

  async logGroups(): Promise<readonly string[]> {
    const command = new DescribeLogGroupsCommand({ logGroupNamePrefix: `${LOG_GROUP_PREFIX}${RESELLER}/` });
    const { logGroups = [] } = await this.options.clients.logs.send(command);
    return logGroups.map(({ logGroupName = '' }) => logGroupName);
  }

  async setAuthorizer(state: 'stopped' | 'running'): Promise<void> {
    const FunctionName = this.descriptor().authorizerFunction;
    const { lambda } = this.options.clients;
    if (state === 'running') await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
    else await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
  }

  async throttleStage(ratePerSecond: number): Promise<void> {
    const { restApiId, stage } = this.descriptor();
    const value = String(ratePerSecond);
    const patchOperations = ['rateLimit', 'burstLimit'].map((limit) => ({
      op: 'replace' as const,
      path: `/*/*/throttling/${limit}`,
      value,
    }));
    const command = new UpdateStageCommand({ restApiId, stageName: stage, patchOperations });
    await this.options.clients.apiGateway.send(command);
  }

  settle(): Promise<void> {
    return sleep(this.options.settleMs, undefined, { signal: this.options.signal });
  }

  waitForLogs(): Promise<void> {
    return sleep(this.options.logWaitMs, undefined, { signal: this.options.signal });
  }

  private descriptor(): GatewayDescriptor {
    if (!this.deployed) throw new Error('the scratch gateway is not deployed');
    return this.deployed.descriptor;
  }

  private write(settings: Pick<ScratchSettings, 'terminationProtection' | 'vpcEndpoints'>): void {
    const { cloudWatchRole } = this.options;
    writeScratch({ node: this.node ?? 'https://not-deployed.invalid', cloudWatchRole, ...settings });
  }

  /** Takes the name of the parameter that the failing stack makes last. */
  private async block(): Promise<void> {
    const Name = descriptorParameterName(ENVIRONMENT, FAILING_RESELLER);
    await this.options.clients.ssm.send(
      new PutParameterCommand({ Name, Value: 'taken', Type: 'String', Overwrite: true }),
    );
  }

  private async resultOf(stack: string, { succeeded, seconds, failures }: Awaited<ReturnType<typeof cdkDeploy>>) {
    const { cloudFormation } = this.options.clients;
    const status = (await findStack(cloudFormation, stack))?.StackStatus ?? '';
    // A deployment that the CDK refuses has no events; CloudFormation's are then those of the one before.
    const refused = failures.some((line) => line.includes('TerminationProtection'));
    const events = succeeded || refused || status === '' ? [] : await failureReasons(cloudFormation, stack);
    return { succeeded, seconds, status, reasons: events.length > 0 ? events : failures };
  }

  private async onboard(): Promise<void> {
    const { clients, connection } = this.options;
    const descriptor = await readScratchDescriptor(clients.ssm, RESELLER);
    const consumer = await onboardConsumer(RESELLER, 'first-hour', clients.region);
    const target: Target = {
      name: descriptor.url,
      origin: descriptor.url,
      consumers: { consumer },
      lacks: {
        lockout: 'the lab locks after too many failures for a test',
        operationGroups: 'the lab declares none',
        vpcEndpoints: 'the lab has none',
      },
      ...connection,
    };
    this.deployed = { descriptor, gateway: { target, nodeRequest: echoed } };
  }
}
