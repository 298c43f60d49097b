import { descriptorParameterName, descriptorPath, type GatewayDescriptor } from '../../descriptor';
import { readDescriptor } from '../../read-descriptor';
import type { UsagePlan } from '../aws/api-gateway/state';
import { readUsagePlan } from './usage-plans';
import type { TableModel } from '../provision/create-table';
import { notEnforced } from './not-enforced';
import { type CloudAssembly, readCloudAssembly } from '../template/cloud-assembly';
import { Properties } from '../template/properties';
import { findNotices } from '../serve-notices';
import { findFunction, readFunctions } from '../template/read-functions';
import { readRestApis } from '../template/read-rest-api';
import type { FunctionModel, RestApiModel } from '../template/rest-api-model';
import type { DeployedResource, Stack } from '../template/stack';
import { TemplateError } from '../template/template';

/** One gateway as its stack declares it. */
export interface GatewayDeployment {
  readonly descriptor: GatewayDescriptor;
  readonly descriptorParameter: string;
  readonly restApi: RestApiModel;
  /** The private API of a gateway for both audiences. */
  readonly internalApi?: RestApiModel;
  /** Every function that the REST API calls. */
  readonly functions: readonly FunctionModel[];
  readonly usagePlans: readonly UsagePlan[];
  /** Configuration keys that the stack implements and localhost does not enforce. */
  readonly notEnforced: readonly string[];
}

/** Everything that the local gateway serves of an environment's templates. */
export interface Deployment {
  readonly assembly: CloudAssembly;
  /** By reseller id. */
  readonly gateways: readonly GatewayDeployment[];
  /** The function that sends notices; absent if the environment declares none. */
  readonly notices?: { readonly function: FunctionModel };
  /** Tables of all stacks. */
  readonly tables: readonly TableModel[];
  /** Values of all stacks' SSM parameters, by name. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Host names of the UI nodes that the integrations call. */
  readonly uiNodeHosts: readonly string[];
}

/**
 * Reads the folder of a cloud assembly.
 * @throws TemplateError if it has no gateway, or something that cannot be served
 */
export function readDeployment(directory: string): Deployment {
  const assembly = readCloudAssembly(directory);
  const gateways = assembly.stacks.flatMap((stack) => readGateways(stack, assembly));
  if (gateways.length === 0) throw new TemplateError(`The cloud assembly in ${directory} has no gateway.`);
  const parameters = assembly.stacks.flatMap((stack) =>
    stack
      .resourcesOfType('AWS::SSM::Parameter')
      .map((it) => [it.physicalId, new Properties(it.properties, it.logicalId).text('Value')] as const),
  );
  const notices = assembly.stacks.flatMap((stack) => readNotices(stack, assembly))[0];
  return {
    assembly,
    ...(notices && { notices }),
    gateways: gateways.toSorted((a, b) => (a.descriptor.resellerId < b.descriptor.resellerId ? -1 : 1)),
    tables: assembly.stacks.flatMap(readTables),
    parameters: new Map(parameters),
    uiNodeHosts: [...new Set(gateways.flatMap(uiNodeHosts))],
  };
}

function readGateways(stack: Stack, assembly: CloudAssembly): readonly GatewayDeployment[] {
  const descriptors = stack.resourcesOfType('AWS::SSM::Parameter').flatMap(publishedDescriptor);
  const apis = readRestApis(stack);
  const isInternal = ({ apiId }: RestApiModel) =>
    descriptors.some(({ descriptor }) => descriptor.internalApiId === apiId);
  return apis
    .filter((api) => !isInternal(api))
    .map((restApi) => {
      const found = descriptors.find(({ descriptor }) => descriptor.restApiId === restApi.apiId);
      if (found === undefined)
        throw new TemplateError(`Stack ${stack.name} does not publish a descriptor of its REST API.`);
      const internalApi = apis.find(({ apiId }) => apiId === found.descriptor.internalApiId);
      return {
        ...found,
        restApi,
        ...(internalApi && { internalApi }),
        functions: calledFunctions(restApi).map((arn) => findFunction(stack, assembly, arn)),
        notEnforced: notEnforced(stack),
        usagePlans: stack.resourcesOfType('AWS::ApiGateway::UsagePlan').map(readUsagePlan),
      };
    });
}

/** Reads the descriptor in an SSM parameter below the path of an environment; nothing for any other parameter. */
function publishedDescriptor({
  physicalId: name,
  properties,
}: DeployedResource): readonly Pick<GatewayDeployment, 'descriptor' | 'descriptorParameter'>[] {
  const environment = /^\/aps-gateway\/([^/]+)\//.exec(name)?.[1];
  if (environment === undefined || !name.startsWith(`${descriptorPath(environment)}/`)) return [];
  const descriptor = readDescriptor(String(properties['Value']));
  if (typeof descriptor === 'string') {
    throw new TemplateError(`The SSM parameter ${name} does not describe a gateway: ${descriptor}.`);
  }
  const expected = descriptorParameterName(descriptor.environment, descriptor.resellerId);
  if (name === expected) return [{ descriptor, descriptorParameter: name }];
  throw new TemplateError(`The SSM parameter ${name} describes another gateway, whose parameter is ${expected}.`);
}

function calledFunctions({ methods }: RestApiModel): readonly string[] {
  const arns = methods.flatMap(({ authorizer, integration }) => [
    ...(authorizer ? [authorizer.functionArn] : []),
    ...(integration.type === 'AWS_PROXY' ? [integration.functionArn] : []),
  ]);
  return [...new Set(arns)];
}

/** Hosts in the URIs of HTTP_PROXY integrations and in the settings of functions that forward. */
function uiNodeHosts({ restApi, functions }: GatewayDeployment): readonly string[] {
  return restApi.methods.flatMap(({ integration }) => {
    if (integration.type === 'HTTP_PROXY') return [new URL(integration.uri.replace(/[{}]/g, '')).hostname];
    if (integration.type === 'MOCK') return [];
    const settings = functions.find(({ arn }) => arn === integration.functionArn)?.environment ?? {};
    // An origin, or a JSON object of origins.
    return Object.values(settings)
      .flatMap((value) => value.match(ORIGINS) ?? [])
      .map((origin) => new URL(origin).hostname);
  });
}

const ORIGINS = /https:\/\/[^"/]+/g;

function readTables(stack: Stack): readonly TableModel[] {
  return ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'].flatMap((type) =>
    stack.resourcesOfType(type).map(readTable),
  );
}

function readNotices(stack: Stack, assembly: CloudAssembly): readonly NonNullable<Deployment['notices']>[] {
  const found = findNotices(readFunctions(stack, assembly));
  return found ? [{ function: found }] : [];
}

function readTable(resource: DeployedResource): TableModel {
  const { KeySchema, AttributeDefinitions } = resource.properties;
  return { TableName: resource.physicalId, KeySchema, AttributeDefinitions };
}
