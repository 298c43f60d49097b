import { GetParameterCommand, GetParametersByPathCommand, PutParameterCommand, type SSMClient } from './aws-sdk';
import {
  descriptorParameterName,
  descriptorPath,
  type GatewayDescriptor,
  verificationParameterName,
} from '../../descriptor';
import { NEWER, readDescriptor } from '../../read-descriptor';
import { OnboardingError } from '../errors';
import type { GatewayDirectory, UnreadGateway } from '../gateway-directory';
import type { VerificationStore } from '../ports';
import { answered, explained, isAwsError } from './aws-error';

/** Gateways that their stacks publish in SSM parameters. */
export class SsmGateways implements GatewayDirectory {
  constructor(private readonly client: SSMClient) {}

  async own(environment: string, reseller: string): Promise<GatewayDescriptor | undefined> {
    const name = descriptorParameterName(environment, reseller);
    const text = await readParameter(this.client, name);
    return text === undefined ? undefined : descriptor(name, text);
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

/** Last verifications in SSM parameters, which no stack owns. */
export class SsmVerifications implements VerificationStore {
  constructor(private readonly client: SSMClient) {}

  async read(environment: string, reseller: string): Promise<string | undefined> {
    return readParameter(this.client, verificationParameterName(environment, reseller));
  }

  async write(environment: string, reseller: string, document: string): Promise<void> {
    const Name = verificationParameterName(environment, reseller);
    try {
      await this.client.send(new PutParameterCommand({ Name, Value: document, Type: 'String', Overwrite: true }));
    } catch (error) {
      throw explained(error, 'ssm:PutParameter');
    }
  }
}

/** Returns the value of a parameter; `undefined` when there is no such parameter. */
async function readParameter(client: SSMClient, Name: string): Promise<string | undefined> {
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name }));
    return Parameter?.Value ?? '';
  } catch (error) {
    if (isAwsError(error, 'ParameterNotFound')) return undefined;
    throw explained(error, 'ssm:GetParameter');
  }
}

function descriptor(name: string, text: string): GatewayDescriptor {
  const read = readDescriptor(text);
  if (typeof read !== 'string') return read;
  throw new OnboardingError('failed', problemOf(name, read));
}

/** Never asks to deploy a newer gateway with this version, which would downgrade it. */
function problemOf(name: string, read: string): string {
  return read === NEWER
    ? `The gateway of the SSM parameter ${name} was made by a newer version of the package, which this command cannot read. Update the package.`
    : `The SSM parameter ${name} does not describe a gateway: ${read}. Deploy the reseller's stack again.`;
}
