import type { CloudAssembly } from './cloud-assembly';
import { Properties } from './properties';
import type { FunctionModel } from './rest-api-model';
import type { DeployedResource, Stack } from './stack';
import { arnOf } from './physical-id';
import { TemplateError } from './template';

/** Lambda's defaults where a template is silent (documented). */
const DEFAULT_TIMEOUT_SECONDS = 3;
const DEFAULT_MEMORY_MEGABYTES = 128;

/** The Node.js functions of a stack by ARN, with the folder of the very asset that would be uploaded. */
export function readFunctions(stack: Stack, assembly: CloudAssembly): ReadonlyMap<string, FunctionModel> {
  return new Map(
    stack
      .resourcesOfType('AWS::Lambda::Function')
      .filter((resource) => String(resource.properties['Runtime']).startsWith('nodejs'))
      .map((resource) => readFunction(resource, assembly))
      .map((model) => [model.arn, model]),
  );
}

function readFunction(resource: DeployedResource, assembly: CloudAssembly): FunctionModel {
  const declared = new Properties(resource.properties, resource.logicalId);
  const key = declared.child('Code').optionalText('S3Key');
  const codeDirectory = key === undefined ? undefined : assembly.assetDirectory(key);
  if (codeDirectory === undefined) {
    throw new TemplateError(
      `${resource.logicalId}: the cloud assembly holds no asset for its code (S3Key ${key ?? 'absent'}).`,
    );
  }
  return {
    name: resource.physicalId,
    arn: arnOf(resource.type, resource.physicalId, assembly.place),
    handler: declared.text('Handler'),
    codeDirectory,
    timeoutSeconds: declared.optionalNumber('Timeout') ?? DEFAULT_TIMEOUT_SECONDS,
    memoryMegabytes: declared.optionalNumber('MemorySize') ?? DEFAULT_MEMORY_MEGABYTES,
    environment: declared.child('Environment').textMap('Variables'),
  };
}
