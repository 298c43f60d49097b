import { CfnIPSet, CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { WebAclConfig } from '../../config/environment';
import { platformStackName } from '../names';
import { publishShared } from '../shared';

const MANAGED_RULES = ['AWSManagedRulesCommonRuleSet', 'AWSManagedRulesKnownBadInputsRuleSet'] as const;
/** Rules of the common set that JSON bodies, RQL and URIs of APS types would trigger; they only count. */
const COUNTED_ONLY = [
  'SizeRestrictions_BODY',
  'SizeRestrictions_QUERYSTRING',
  'GenericRFI_BODY',
  'GenericRFI_QUERYARGUMENTS',
  'NoUserAgent_HEADER',
] as const;

export interface WebAclProps {
  readonly environment: string;
  readonly webAcl: WebAclConfig;
}

/** The web ACL (AWS WAF) that protects every gateway of an environment. */
export class WebAcl extends Construct {
  constructor(scope: Construct, id: string, { environment, webAcl }: WebAclProps) {
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
  }

  private addressRules({ allowedSourceIps }: WebAclConfig) {
    if (allowedSourceIps.length === 0) return [];
    const sets = (['IPV4', 'IPV6'] as const).flatMap((version) => {
      const addresses = allowedSourceIps.filter((block) => block.includes(':') === (version === 'IPV6'));
      if (addresses.length === 0) return [];
      return [new CfnIPSet(this, version, { scope: 'REGIONAL', ipAddressVersion: version, addresses })];
    });
    const known = sets.map(({ attrArn }) => ({ ipSetReferenceStatement: { arn: attrArn } }));
    const [only] = known;
    const statement = known.length === 1 && only ? only : { orStatement: { statements: known } };
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
    sampledRequestsEnabled: false,
    metricName,
  };
}
