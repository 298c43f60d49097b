import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { GatewayConfig, PlatformConfig } from '../config/environment';
import { resellerStackName, URL_OUTPUT } from './names';
import { ResellerGateway } from './reseller-gateway';

export interface ResellerGatewayStackProps {
  readonly environment: string;
  readonly platform: PlatformConfig;
  readonly gateway: GatewayConfig;
  readonly authorizerCode: string;
}

/** The stack of one reseller's gateway; needs no other stack's exports. */
export class ResellerGatewayStack extends Stack {
  readonly gateway: ResellerGateway;

  constructor(scope: Construct, { environment, platform, gateway, authorizerCode }: ResellerGatewayStackProps) {
    super(scope, resellerStackName(environment, gateway.resellerId), {
      description: `API gateway of reseller ${gateway.resellerId} (${environment})`,
      env: { account: platform.account, region: platform.region },
      tags: { ...gateway.tags },
    });
    this.gateway = new ResellerGateway(this, 'Gateway', { environment, gateway, authorizerCode });
    new CfnOutput(this, URL_OUTPUT, {
      value: this.gateway.url,
      description: 'Enter exactly this as the system property "APS OAuth API Gateway URL"',
    });
  }
}
