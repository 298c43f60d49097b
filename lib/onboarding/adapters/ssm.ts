import { GetParameterCommand, GetParametersByPathCommand, type SSMClient } from './aws-sdk';
import { descriptorParameterName, descriptorPath, type GatewayDescriptor } from '../../descriptor';
import { NEWER, readDescriptor } from '../../read-descriptor';
import { OnboardingError } from '../errors';
import type { GatewayDirectory, UnreadGateway } from '../ports';
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

  async list(
    environment: string,
    leaveOut?: (problem: string, unread: UnreadGateway) => void,
  ): Promise<readonly GatewayDescriptor[]> {
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
        const read = readDescriptor(Value ?? '');
        if (typeof read !== 'string') {
          found.push(read);
          continue;
        }
        const problem = problemOf(name, read);
        if (!leaveOut) throw new OnboardingError('failed', problem);
        const resellerId = name.slice(descriptorPath(environment).length + 1);
        leaveOut(problem, { resellerId, reason: read === NEWER ? 'newer' : 'damaged' });
      }
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    return found;
  }
}

function descriptor(name: string, text: string | undefined): GatewayDescriptor {
  const read = readDescriptor(text ?? '');
  if (typeof read !== 'string') return read;
  throw new OnboardingError('failed', problemOf(name, read));
}

/** Never asks to deploy a newer gateway with this version, which would downgrade it. */
function problemOf(name: string, read: string): string {
  return read === NEWER
    ? `The gateway of the SSM parameter ${name} was made by a newer version of the package, which this command cannot read. Update the package.`
    : `The SSM parameter ${name} does not describe a gateway: ${read}. Deploy the reseller's stack again.`;
}
