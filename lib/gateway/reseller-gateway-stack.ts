import { type CfnElement, CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { RESELLER_TAG } from '../descriptor';
import { DNS_TARGET_OUTPUT, resellerStackName, stackEnvironment, URL_OUTPUT } from './names';
import { Gateway, type GatewayProps } from './gateway';

/** The stack of one reseller's gateway. It imports no exports of other stacks. */
export class ResellerGatewayStack extends Stack {
  readonly gateway: Gateway;
  private readonly logicalIds = new Map<CfnElement, string>();

  constructor(scope: Construct, props: Omit<GatewayProps, 'closed'>) {
    const { environment, platform, gateway } = props;
    super(scope, resellerStackName(environment, gateway.resellerId), {
      description: `API gateway of reseller ${gateway.resellerId} (${environment})`,
      env: stackEnvironment(platform),
      // Tags of the stack: CloudFormation adds them to its resources, so the template does not repeat them.
      tags: { ...gateway.tags, [RESELLER_TAG]: gateway.resellerId },
      terminationProtection: platform.protection.terminationProtection,
    });
    this.gateway = new Gateway(this, 'Gateway', { ...props, closed: true });
    const [url, ...others] = this.gateway.urls;
    this.output(URL_OUTPUT, url, 'Enter exactly this as the system property "APS OAuth API Gateway URL"');
    for (const [index, other] of others.entries())
      this.output(`${URL_OUTPUT}${index + 2}`, other, `Another name of the gateway; the property takes ${URL_OUTPUT}`);
    for (const [index, [name, target]] of Object.entries(this.gateway.dnsTargets).entries())
      this.output(
        `${DNS_TARGET_OUTPUT}${index === 0 ? '' : index + 1}`,
        target,
        `Make the DNS record "${name}. CNAME" with this target`,
      );
  }

  /** Caches ids: CDK asks for an element's id at every reference, and hashes the element's path each time. */
  protected override allocateLogicalId(element: CfnElement): string {
    const id = this.logicalIds.get(element) ?? super.allocateLogicalId(element);
    this.logicalIds.set(element, id);
    return id;
  }

  private output(id: string, value: string, description: string): void {
    new CfnOutput(this, id, { value, description });
  }
}
