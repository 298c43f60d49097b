import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GatewayDescriptor } from '../../../lib/descriptor';
import { createTable } from '../../../lib/local/provision/create-table';
import { Cli, type CliResult } from '../../cli/support/cli';
import { ALPHA, World } from '../../cli/support/world';

const NOW = new Date('2026-05-04T06:00:00Z');

/** A status as `--json` prints it. */
export interface Report {
  readonly attention: number;
  readonly unknown: number;
  readonly shared: readonly Finding[];
  readonly gateways: readonly {
    readonly resellerId: string;
    readonly state: string;
    readonly packageVersion?: string;
    readonly consumers?: number;
    readonly verification?: object | null;
    readonly findings: readonly Finding[];
  }[];
}

export interface Finding {
  readonly code: string;
  readonly severity: string;
  readonly subject: string;
  readonly message: string;
  readonly remedy?: string;
}

/** The gateway that the files of these tests declare. */
export const GATEWAY: GatewayDescriptor = {
  ...ALPHA,
  packageVersion: '1.7.0',
  serves: ['alpha'],
  url: 'https://alphaapi01.execute-api.eu-west-1.amazonaws.com',
  usagePlans: { standard: 'plan-standard' },
  routes: [{ path: '/aps/2/resources' }],
  signatureMethods: ['HMAC-SHA1'],
  mutualTls: false,
};

export const PLATFORM = `displayName: Test
uiNodes: { brandEndpoint: https://brand.example.com }
throttle: { rateLimit: 90, burstLimit: 180 }
tiers:
  standard:
    quota: { limit: 1000, period: month }
    throttle: { rateLimit: 7, burstLimit: 14 }
`;

/** An environment with one gateway, alpha's, that is deployed as its files declare; on 4 May 2026. */
export class FleetWorld {
  world!: World;
  folder!: string;
  private readonly cli = new Cli();

  async start(): Promise<void> {
    this.folder = mkdtempSync(join(tmpdir(), 'aps-gateway-status-'));
    this.write('platform.yaml', PLATFORM);
    this.write('resellers/alpha.yaml', 'displayName: Alpha\n');
    this.world = await new World().start({ now: () => NOW });
    await this.deploy(GATEWAY);
    this.fleet.stacks.set('aps-gateway-lab-platform', { status: 'UPDATE_COMPLETE', drift: 'IN_SYNC' });
  }

  async stop(): Promise<void> {
    await this.world.stop();
    rmSync(this.folder, { recursive: true });
    this.cli.remove();
  }

  get aws() {
    return this.world.aws;
  }

  get state() {
    return this.world.state;
  }

  get fleet() {
    return this.world.aws.fleet;
  }

  /** Writes a file of the environment. */
  write(name: string, text: string): void {
    const file = join(this.folder, 'config/lab', name);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
  }

  publish(gateway: GatewayDescriptor): void {
    this.aws.parameters.put(`/aps-gateway/lab/gateways/${gateway.resellerId}`, JSON.stringify(gateway));
  }

  /** Deploys a gateway with everything that its stack makes. */
  async deploy(gateway: GatewayDescriptor): Promise<void> {
    const { restApiId, resellerId, nonceTable, authorizerFunction } = gateway;
    this.world.deploy(gateway);
    const plan = this.state.usagePlans.get('plan-standard')!;
    this.state.usagePlans.set('plan-standard', { ...plan, throttle: { rateLimit: 7, burstLimit: 14 } });
    this.state.stages.set(`${restApiId}:aps`, { throttle: { rateLimit: 90, burstLimit: 180 }, hasAccessLog: true });
    this.fleet.functions.set(authorizerFunction, 'Active');
    this.fleet.stacks.set(`aps-gateway-lab-${resellerId}`, { status: 'CREATE_COMPLETE', drift: 'IN_SYNC' });
    await createTable(this.world.url, {
      TableName: nonceTable,
      KeySchema: [{ AttributeName: 'claim', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'claim', AttributeType: 'S' }],
    });
  }

  run(commandLine: string, stdin = ''): Promise<CliResult> {
    const options = { workingDirectory: this.folder, now: () => NOW, stdin };
    return this.cli.run(this.world.url, commandLine.split(' '), options);
  }

  /** Onboards consumer crm of alpha. */
  onboard(more = ''): Promise<CliResult> {
    return this.run(`consumer onboard alpha --key crm --tier standard --secret-stdin ${more}`.trim(), 'S');
  }

  async report(more = ''): Promise<Report> {
    const { stdout, stderr } = await this.run(`status --json ${more}`.trim());
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout) as Report;
  }

  /** The only finding of a status. */
  async onlyFinding(more = ''): Promise<Finding> {
    const { gateways, shared } = await this.report(more);
    const findings = [...shared, ...gateways.flatMap((gateway) => gateway.findings)];
    if (findings.length !== 1) throw new Error(`expected one finding, got ${JSON.stringify(findings, null, 2)}`);
    return findings[0]!;
  }
}
