import { createHash } from 'node:crypto';

/** Account and region of an offline deployment. */
export interface Place {
  readonly accountId: string;
  readonly region: string;
}

/** Property with the name of a resource, by type; a resource without it gets a generated name. */
const NAME_PROPERTY: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::Stage': 'StageName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::SSM::Parameter': 'Name',
};

/** Service in the ARN of a resource type, and the text before and after the resource's name. */
const ARN_SHAPE: Readonly<Record<string, readonly [service: string, prefix: string, suffix?: string]>> = {
  'AWS::DynamoDB::GlobalTable': ['dynamodb', 'table/'],
  'AWS::DynamoDB::Table': ['dynamodb', 'table/'],
  'AWS::IAM::Role': ['iam', 'role/'],
  'AWS::KMS::Key': ['kms', 'key/'],
  'AWS::Lambda::Function': ['lambda', 'function:'],
  'AWS::Logs::LogGroup': ['logs', 'log-group:', ':*'],
  'AWS::SNS::Topic': ['sns', ''],
  'AWS::SSM::Parameter': ['ssm', 'parameter'],
};

/** Property with the physical name of resources of a type, if there is one. */
export function nameProperty(type: string): string | undefined {
  return NAME_PROPERTY[type];
}

/** Generates a physical id like AWS's: ten characters for API Gateway, otherwise a readable name. */
export function generatePhysicalId(stack: string, logicalId: string, type: string): string {
  const digest = createHash('sha256').update(`${stack}/${logicalId}`).digest();
  const short = BigInt(`0x${digest.toString('hex')}`)
    .toString(36)
    .slice(0, 10);
  return type.startsWith('AWS::ApiGateway::') ? short : `${stack}-${logicalId}-${short}`;
}

/** ARN of a resource. */
export function arnOf(type: string, physicalId: string, place: Place): string {
  const [service, prefix, suffix = ''] = ARN_SHAPE[type] ?? ['local', `${type.replaceAll('::', '-')}/`];
  const region = service === 'iam' ? '' : place.region;
  return `arn:aws:${service}:${region}:${place.accountId}:${prefix}${physicalId}${suffix}`;
}
