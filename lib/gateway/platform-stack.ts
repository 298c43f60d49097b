import { Stack } from 'aws-cdk-lib';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import type { PlatformConfig, WebAclConfig } from '../config/environment';
import { alarmTopic } from './observability/alarm-topic';
import { cloudWatchRole } from './observability/cloudwatch-role';
import { EnvironmentAlarms } from './observability/environment-alarms';
import { NoticeSender } from './notices/notice-sender';
import { makeEncryptionKey } from './protection/encryption-key';
import { platformStackName, resellerStackName, stackEnvironment } from './names';
import { OperatorPolicies } from './protection/operator-policies';
import { platformDashboard } from './observability/platform-dashboard';
import { GatewayProbe, type GatewayProbeProps } from './probe/gateway-probe';
import { PrivateUiNodes } from './ui-nodes/private-ui-nodes';
import { AutomaticShedding } from './shedding/automatic-shedding';
import { SheddingTable } from './shedding/shedding-table';
import { saveQueries } from './observability/saved-queries';
import { WebAcl } from './protection/web-acl';
import { WebAclAlarms } from './protection/web-acl-alarms';

export interface PlatformStackProps {
  readonly environment: string;
  readonly platform: PlatformConfig;
  /** Present if gateways are probed: these, by the bundled function in a directory. */
  readonly probes?: Pick<GatewayProbeProps, 'gateways' | 'backends' | 'code'>;
  /** Directory of the bundled function that sends notices; present if they are declared. */
  readonly noticesCode?: string;
  /** True if a gateway has a lockout. */
  readonly lockout?: boolean;
  /** True if a gateway has private domains. */
  readonly privateDomains?: boolean;
  /** True if a gateway has a rule of Contributor Insights. */
  readonly failureRules?: boolean | undefined;
}

/**
 * Resources shared by the gateways of an environment, which find them by name. It depends on no reseller, except that the
 * probe names the consumers whose credentials it may read.
 */
export class PlatformStack extends Stack {
  private givenKey: IKey | undefined;

  constructor(
    scope: Construct,
    { environment, platform, probes, noticesCode, lockout, privateDomains = false, failureRules }: PlatformStackProps,
  ) {
    super(scope, platformStackName(environment), {
      description: `Shared parts of the API gateways of ${platform.displayName} (${environment})`,
      env: stackEnvironment(platform),
      tags: { ...platform.tags },
      terminationProtection: platform.protection.terminationProtection,
    });
    const { protection, privateNodes, alarms } = platform;
    new StringParameter(this, 'Environment', {
      parameterName: `/aps-gateway/${environment}/environment`,
      stringValue: platform.displayName,
    });
    const own =
      protection.encryptionKey === 'own'
        ? makeEncryptionKey(this, environment, protection.webAcl !== undefined)
        : undefined;
    if (privateNodes) new PrivateUiNodes(this, 'UiNodes', { environment, nodes: privateNodes });
    const webAcl = protection.webAcl && this.webAcl(environment, platform, protection.webAcl, own);
    const topic = alarms && alarmTopic(this, { environment, emails: alarms.emails, masterKey: own });
    if (webAcl && topic) new WebAclAlarms(this, 'WebAclAlarms', { environment, webAcl, topic, thresholds: alarms });
    if (alarms?.environment && topic) {
      const dashboard = platform.dashboards !== 'none';
      const props = { environment, topic, thresholds: alarms.environment, dashboard };
      new EnvironmentAlarms(this, 'EnvironmentAlarms', props);
    }
    if (platform.dashboards !== 'none') platformDashboard(this, environment);
    saveQueries(this, environment, { webAcl: webAcl !== undefined, sheds: platform.shedding !== undefined });
    if (platform.cloudWatchRole) cloudWatchRole(this);
    if (platform.probe && probes) {
      const key = this.keyOf(platform, own);
      new GatewayProbe(this, 'Probe', { environment, ...platform.probe, ...probes, logs: platform.logs, key, topic });
    }
    if (platform.notices && noticesCode !== undefined) {
      const { notices, logs } = platform;
      const key = this.keyOf(platform, own);
      new NoticeSender(this, 'Notices', { environment, notices, code: noticesCode, logs, key, topic });
    }
    if (platform.shedding) {
      const key = this.keyOf(platform, own);
      const { automatic } = platform.shedding;
      new SheddingTable(this, 'Shedding', environment, key);
      if (automatic) new AutomaticShedding(this, 'AutomaticShedding', { environment, automatic, key, topic });
    }
    if (platform.operatorPolicies) {
      const given = typeof protection.encryptionKey === 'object' ? protection.encryptionKey.arn : undefined;
      const encryptionKeyArn = own?.keyArn ?? given;
      const lockoutTables = lockout ? this.lockoutTables(environment) : undefined;
      const { from, configurationSet } = platform.notices ?? {};
      const notices = from === undefined ? undefined : { from, configurationSet };
      const sheds = platform.shedding !== undefined;
      const declared = { lockoutTables, privateDomains, failureRules, sheds, notices };
      new OperatorPolicies(this, 'Operators', { environment, encryptionKeyArn, ...declared });
    }
  }

  /** CloudFormation names a table after its stack and its construct, so nonce tables are not among them. */
  private lockoutTables(environment: string): string {
    const resourceName = `${resellerStackName(environment, '*')}Lockout*`;
    return this.formatArn({ service: 'dynamodb', resource: 'table', resourceName });
  }

  private webAcl(environment: string, platform: PlatformConfig, webAcl: WebAclConfig, own: IKey | undefined) {
    const { protection, logs } = platform;
    const { terminationProtection: kept } = protection;
    const options = { retentionDays: logs.retentionDays, encryptionKey: this.keyOf(platform, own), kept };
    return new WebAcl(this, 'WebAcl', { environment, webAcl, logs: options });
  }

  /** The key of the environment: its own, a given one, or none. */
  private keyOf({ protection: { encryptionKey } }: PlatformConfig, own: IKey | undefined): IKey | undefined {
    if (typeof encryptionKey !== 'object') return own;
    this.givenKey ??= Key.fromKeyArn(this, 'GivenKey', encryptionKey.arn);
    return this.givenKey;
  }
}
