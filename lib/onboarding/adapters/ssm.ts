import { GetParameterCommand, GetParametersByPathCommand, type SSMClient } from './aws-sdk';
import { descriptorParameterName, descriptorPath, type GatewayDescriptor } from '../../descriptor';
import { NEWER, readDescriptor } from '../../read-descriptor';
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

  async list(environment: string, leaveOut?: (problem: string) => void): Promise<readonly GatewayDescriptor[]> {
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
      for (const { Name, Value } of page.Parameters ?? []) {
        const name = answered(Name, 'ssm:GetParametersByPath', 'Name');
        if (leaveOut && readDescriptor(Value ?? '') === NEWER) leaveOut(newer(name));
        else found.push(descriptor(name, Value));
      }
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    return found;
  }
}

function descriptor(name: string, text: string | undefined): GatewayDescriptor {
  const read = readDescriptor(text ?? '');
  if (typeof read !== 'string') return read;
  if (read === NEWER) throw new OnboardingError('failed', newer(name));
  throw new OnboardingError(
    'failed',
    `The SSM parameter ${name} does not describe a gateway: ${read}. Deploy the reseller's stack again.`,
  );
}

/** Never asks to deploy with this version, which would downgrade the gateway. */
function newer(name: string): string {
  return `The gateway of the SSM parameter ${name} was made by a newer version of the package, which this command cannot read. Update the package.`;
}
