import type { CloudAssembly } from './cloud-assembly';
import { Properties } from './properties';
import type { FunctionModel } from './rest-api-model';
import type { DeployedResource, Stack } from './stack';
import { arnOf } from './physical-id';
import { TemplateError } from './template';

/** Lambda's defaults (documented). */
const DEFAULT_TIMEOUT_SECONDS = 3;
const DEFAULT_MEMORY_MEGABYTES = 128;

/**
 * Finds the function with an ARN, with the folder of the asset that a deployment would upload.
 * @throws TemplateError if the stack does not declare it, or it does not run on Node.js
 */
export function findFunction(stack: Stack, assembly: CloudAssembly, arn: string): FunctionModel {
  const found = stack
    .resourcesOfType('AWS::Lambda::Function')
    .find((resource) => arnOf(resource.type, resource.physicalId, assembly.place) === arn);
  if (found === undefined) throw new TemplateError(`Stack ${stack.name} does not declare a function ${arn}.`);
  const runtime = String(found.properties['Runtime']);
  if (!runtime.startsWith('nodejs'))
    throw new TemplateError(`${found.logicalId}: the local gateway runs functions for Node.js, got ${runtime}.`);
  return readFunction(found, assembly);
}

/** Reads every function of a stack that runs on Node.js. */
export function readFunctions(stack: Stack, assembly: CloudAssembly): readonly FunctionModel[] {
  return stack
    .resourcesOfType('AWS::Lambda::Function')
    .filter(({ properties }) => String(properties['Runtime']).startsWith('nodejs'))
    .map((resource) => readFunction(resource, assembly));
}

function readFunction(resource: DeployedResource, assembly: CloudAssembly): FunctionModel {
  const declared = new Properties(resource.properties, resource.logicalId);
  const key = declared.child('Code').optionalText('S3Key');
  const codeDirectory = key === undefined ? undefined : assembly.assetDirectory(key);
  if (codeDirectory === undefined) {
    throw new TemplateError(
      `${resource.logicalId}: the cloud assembly has no asset for its code (S3Key ${key ?? 'absent'}).`,
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
