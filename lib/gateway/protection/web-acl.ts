import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnIPSet, CfnLoggingConfiguration, CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { WebAclConfig } from '../../config/environment';
import { platformStackName, webAclLogGroupName } from '../names';
import { logGroup, type LogGroupOptions } from '../observability/log-group';
import { publishShared } from '../shared';

const MANAGED_RULES = ['AWSManagedRulesCommonRuleSet', 'AWSManagedRulesKnownBadInputsRuleSet'] as const;
/**
 * Rules of the common set that legitimate requests trigger, so they only count: HTML, paths and URLs in a JSON body; any
 * loopback address, a URI of an APS type or a file name in RQL; clients without a user agent (AWS WAF developer guide,
 * "Baseline rule groups"). The gateway runs nothing from a body, and the platform decides what it accepts.
 */
const COUNTED_ONLY = [
  'SizeRestrictions_BODY',
  'SizeRestrictions_QUERYSTRING',
  'EC2MetaDataSSRF_BODY',
  'EC2MetaDataSSRF_QUERYARGUMENTS',
  'GenericLFI_BODY',
  'GenericRFI_BODY',
  'GenericRFI_QUERYARGUMENTS',
  'CrossSiteScripting_BODY',
  'RestrictedExtensions_QUERYARGUMENTS',
  'NoUserAgent_HEADER',
] as const;

/** Headers that hold credentials. */
const REDACTED_HEADERS = ['authorization', 'cookie'];

export interface WebAclProps {
  readonly environment: string;
  readonly webAcl: WebAclConfig;
  readonly logs: Omit<LogGroupOptions, 'name'>;
}

/** The web ACL (AWS WAF) that protects every gateway of an environment. */
export class WebAcl extends Construct {
  readonly arn: string;
  readonly logs: LogGroup;

  constructor(scope: Construct, id: string, { environment, webAcl, logs }: WebAclProps) {
    super(scope, id);
    const name = platformStackName(environment);
    const acl = new CfnWebACL(this, 'Acl', {
      // No fixed name: while gateways use the old web ACL, it still exists next to the new one.
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visibility(name),
      rules: [...this.addressRules(webAcl), ...rateRules(webAcl), ...managedRules(webAcl)].map((rule, priority) =>
        Object.assign(rule, { priority, visibilityConfig: visibility(`${name}-${rule.name}`) }),
      ),
    });
    publishShared(this, environment, 'web-acl-arn', acl.attrArn);
    this.arn = acl.attrArn;
    this.logs = logGroup(this, 'Logs', { ...logs, name: webAclLogGroupName(environment) });
    this.logBlocksAndCounts(environment);
  }

  /** API Gateway's access log does not name the rule that matched; these lines do, by the same request id. */
  private logBlocksAndCounts(environment: string): void {
    const group = Stack.of(this).formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName: webAclLogGroupName(environment),
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const logging = new CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: this.arn,
      logDestinationConfigs: [group],
      redactedFields: REDACTED_HEADERS.map((Name) => ({ singleHeader: { Name } })),
      loggingFilter: {
        DefaultBehavior: 'DROP',
        Filters: [
          {
            Behavior: 'KEEP',
            Requirement: 'MEETS_ANY',
            Conditions: ['BLOCK', 'COUNT'].map((Action) => ({ ActionCondition: { Action } })),
          },
        ],
      },
    });
    logging.node.addDependency(this.logs);
  }

  private addressRules({ allowedSourceIps }: WebAclConfig) {
    if (allowedSourceIps.length === 0) return [];
    const addresses = [...allowedSourceIps];
    const { attrArn } = new CfnIPSet(this, 'IPV4', { scope: 'REGIONAL', ipAddressVersion: 'IPV4', addresses });
    const statement = { ipSetReferenceStatement: { arn: attrArn } };
    return [{ name: 'allowed-source-ips', action: { block: {} }, statement: { notStatement: { statement } } }];
  }
}

function rateRules({ requestsPerIp }: WebAclConfig) {
  return requestsPerIp
    ? [
        {
          name: 'requests-per-ip',
          action: { block: {} },
          statement: { rateBasedStatement: { limit: requestsPerIp, aggregateKeyType: 'IP', evaluationWindowSec: 300 } },
        },
      ]
    : [];
}

function managedRules({ managedRules: wanted }: WebAclConfig) {
  return (wanted ? MANAGED_RULES : []).map((name) => ({
    name,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name,
        ...(name === 'AWSManagedRulesCommonRuleSet' && {
          ruleActionOverrides: COUNTED_ONLY.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
        }),
      },
    },
  }));
}

function visibility(metricName: string) {
  return {
    cloudWatchMetricsEnabled: true,
    // Samples would show the Authorization header; the log redacts it.
    sampledRequestsEnabled: false,
    metricName,
  };
}
