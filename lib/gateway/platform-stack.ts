import { Stack } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import type { PlatformConfig } from '../config/environment';
import { platformStackName } from './names';

export interface PlatformStackProps {
  readonly environment: string;
  readonly platform: PlatformConfig;
}

/** What the gateways of an environment share; they find it by name. */
export class PlatformStack extends Stack {
  constructor(scope: Construct, { environment, platform }: PlatformStackProps) {
    super(scope, platformStackName(environment), {
      description: `Shared parts of the API gateways of ${platform.displayName} (${environment})`,
      env: { account: platform.account, region: platform.region },
      tags: { ...platform.tags },
    });
    new StringParameter(this, 'Environment', {
      parameterName: `/aps-gateway/${environment}/environment`,
      stringValue: platform.displayName,
    });
  }
}
