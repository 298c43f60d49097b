import { GetParameterCommand, SSMClient, type SSMClientConfig } from '@aws-sdk/client-ssm';
import { descriptorParameterName, type GatewayDescriptor } from '../../lib/descriptor';

/** Client settings for anything on localhost that speaks AWS. */
export function localClient(endpoint: string) {
  return { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } } as const;
}

/** The descriptor that a gateway's stack published. Throws ParameterNotFound when it is not deployed. */
export async function readDescriptor(
  client: SSMClientConfig,
  environment: string,
  resellerId: string,
): Promise<GatewayDescriptor> {
  const Name = descriptorParameterName(environment, resellerId);
  const { Parameter } = await new SSMClient(client).send(new GetParameterCommand({ Name }));
  return JSON.parse(Parameter?.Value ?? '') as GatewayDescriptor;
}
