import { GetParameterCommand, GetParametersByPathCommand, type SSMClient } from './aws-sdk';
import { descriptorParameterName, descriptorPath, type GatewayDescriptor } from '../../descriptor';
import { readDescriptor } from '../../read-descriptor';
import { OnboardingError } from '../errors';
import type { GatewayDirectory } from '../ports';
import { answered, explained, isAwsError } from './aws-error';

/** Gateways that their stacks publish in SSM parameters. */
export class SsmGateways implements GatewayDirectory {
  constructor(private readonly client: SSMClient) {}

  async own(environment: string, reseller: string): Promise<GatewayDescriptor | undefined> {
    const Name = descriptorParameterName(environment, reseller);
    try {
      const { Parameter } = await this.client.send(new GetParameterCommand({ Name }));
      return descriptor(Name, Parameter?.Value);
    } catch (error) {
      if (isAwsError(error, 'ParameterNotFound')) return undefined;
      throw explained(error, 'ssm:GetParameter');
    }
  }

  async list(environment: string): Promise<readonly GatewayDescriptor[]> {
    const found: GatewayDescriptor[] = [];
    let NextToken: string | undefined;
    do {
      const command: GetParametersByPathCommand = new GetParametersByPathCommand({
        Path: descriptorPath(environment),
        MaxResults: 10,
        NextToken,
      });
      const page = await this.client.send(command).catch((error: unknown) => {
        throw explained(error, 'ssm:GetParametersByPath');
      });
      found.push(
        ...(page.Parameters ?? []).map(({ Name, Value }) =>
          descriptor(answered(Name, 'ssm:GetParametersByPath', 'Name'), Value),
        ),
      );
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    return found;
  }
}

function descriptor(name: string, text: string | undefined): GatewayDescriptor {
  const read = readDescriptor(text ?? '');
  if (typeof read !== 'string') return read;
  throw new OnboardingError(
    'failed',
    `The SSM parameter ${name} does not describe a gateway: ${read}. Deploy the reseller's stack again, with this version of the package.`,
  );
}
