import { type GatewayDescriptor, descriptorPath } from '../../descriptor';
import type { UsagePlan } from '../aws/api-gateway/state';
import type { TableModel } from '../provision/create-table';
import { notEnforced } from './not-enforced';
import { type CloudAssembly, readCloudAssembly } from '../template/cloud-assembly';
import { Properties } from '../template/properties';
import { findFunction } from '../template/read-functions';
import { readRestApis } from '../template/read-rest-api';
import type { FunctionModel, RestApiModel } from '../template/rest-api-model';
import type { DeployedResource, Stack } from '../template/stack';
import { TemplateError } from '../template/template';

/** One gateway as its stack declares it. */
export interface GatewayDeployment {
  readonly descriptor: GatewayDescriptor;
  readonly descriptorParameter: string;
  readonly restApi: RestApiModel;
  /** Every function that the REST API calls. */
  readonly functions: readonly FunctionModel[];
  readonly usagePlans: readonly UsagePlan[];
  readonly tables: readonly TableModel[];
  /** Keys of what the stack declares and localhost does not enforce. */
  readonly notEnforced: readonly string[];
}

/** What an environment's templates deploy, as the local gateway serves it. */
export interface Deployment {
  readonly assembly: CloudAssembly;
  /** By reseller id. */
  readonly gateways: readonly GatewayDeployment[];
  /** Every SSM parameter of every stack: name and value. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Host names of the UI nodes that the integrations call. */
  readonly uiNodeHosts: readonly string[];
}

/** Reads the folder of a cloud assembly. Throws a {@link TemplateError} when it holds no gateway. */
export function readDeployment(directory: string): Deployment {
  const assembly = readCloudAssembly(directory);
  const gateways = assembly.stacks.flatMap((stack) => readGateways(stack, assembly));
  if (gateways.length === 0) throw new TemplateError(`The cloud assembly in ${directory} holds no gateway.`);
  const parameters = assembly.stacks.flatMap((stack) =>
    stack
      .resourcesOfType('AWS::SSM::Parameter')
      .map((it) => [it.physicalId, new Properties(it.properties, it.logicalId).text('Value')] as const),
  );
  return {
    assembly,
    gateways: gateways.toSorted((a, b) => (a.descriptor.resellerId < b.descriptor.resellerId ? -1 : 1)),
    parameters: new Map(parameters),
    uiNodeHosts: [...new Set(gateways.flatMap(uiNodeHosts))],
  };
}

function readGateways(stack: Stack, assembly: CloudAssembly): readonly GatewayDeployment[] {
  const descriptors = stack.resourcesOfType('AWS::SSM::Parameter').flatMap(readDescriptor);
  return readRestApis(stack).map((restApi) => {
    const found = descriptors.find(({ descriptor }) => descriptor.restApiId === restApi.apiId);
    if (found === undefined) throw new TemplateError(`Stack ${stack.name} publishes no descriptor of its REST API.`);
    return {
      ...found,
      restApi,
      functions: calledFunctions(restApi).map((arn) => findFunction(stack, assembly, arn)),
      notEnforced: notEnforced(stack),
      usagePlans: stack.resourcesOfType('AWS::ApiGateway::UsagePlan').map(readUsagePlan),
      tables: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'].flatMap((type) =>
        stack.resourcesOfType(type).map(readTable),
      ),
    };
  });
}

/** The descriptor that an SSM parameter below the environments' paths holds; nothing for any other parameter. */
function readDescriptor(
  parameter: DeployedResource,
): readonly Pick<GatewayDeployment, 'descriptor' | 'descriptorParameter'>[] {
  const value = parameter.properties['Value'];
  if (!/^\/aps-gateway\/[^/]+\/gateways\//.test(parameter.physicalId) || typeof value !== 'string') return [];
  const descriptor = JSON.parse(value) as GatewayDescriptor;
  const expected = `${descriptorPath(descriptor.environment)}/${descriptor.resellerId}`;
  return parameter.physicalId === expected ? [{ descriptor, descriptorParameter: parameter.physicalId }] : [];
}

function calledFunctions({ methods }: RestApiModel): readonly string[] {
  const arns = methods.flatMap(({ authorizer, integration }) => [
    ...(authorizer ? [authorizer.functionArn] : []),
    ...(integration.type === 'AWS_PROXY' ? [integration.functionArn] : []),
  ]);
  return [...new Set(arns)];
}

/** Hosts in the URIs of HTTP_PROXY integrations, and in the settings of functions that a method forwards to. */
function uiNodeHosts({ restApi, functions }: GatewayDeployment): readonly string[] {
  return restApi.methods.flatMap(({ integration }) => {
    if (integration.type === 'HTTP_PROXY') return [new URL(integration.uri.replace(/[{}]/g, '')).hostname];
    if (integration.type === 'MOCK') return [];
    const settings = functions.find(({ arn }) => arn === integration.functionArn)?.environment ?? {};
    return Object.values(settings).flatMap((value) => (value.startsWith('https://') ? [new URL(value).hostname] : []));
  });
}

type MethodThrottles = NonNullable<UsagePlan['methodThrottles']>;

function readUsagePlan(resource: DeployedResource): UsagePlan {
  const plan = new Properties(resource.properties, resource.logicalId);
  const stages = plan.children('ApiStages');
  const quota = plan.optionalChild('Quota');
  const throttle = plan.optionalChild('Throttle');
  const methodThrottles = Object.assign({}, ...stages.map(readMethodThrottles)) as MethodThrottles;
  return {
    id: resource.physicalId,
    name: plan.optionalText('UsagePlanName') ?? resource.logicalId,
    stages: stages.map((stage) => `${stage.text('ApiId')}:${stage.text('Stage')}`),
    tags: Object.fromEntries(plan.children('Tags').map((tag) => [tag.text('Key'), tag.text('Value')])),
    ...(throttle && { throttle: readThrottle(throttle) }),
    ...(quota && { quota: readQuota(quota) }),
    ...(Object.keys(methodThrottles).length > 0 && { methodThrottles }),
  };
}

function readMethodThrottles(stage: Properties): MethodThrottles {
  const throttles = stage.optionalChild('Throttle');
  return Object.fromEntries(
    (throttles?.names() ?? []).map((method) => [method, readThrottle(stage.child('Throttle').child(method))]),
  );
}

function readThrottle(throttle: Properties): NonNullable<UsagePlan['throttle']> {
  const rateLimit = throttle.optionalNumber('RateLimit');
  const burstLimit = throttle.optionalNumber('BurstLimit');
  return { ...(rateLimit !== undefined && { rateLimit }), ...(burstLimit !== undefined && { burstLimit }) };
}

function readQuota(quota: Properties): NonNullable<UsagePlan['quota']> {
  const limit = quota.optionalNumber('Limit');
  const period = quota.text('Period');
  const offset = quota.optionalNumber('Offset');
  if (limit === undefined || (period !== 'DAY' && period !== 'WEEK' && period !== 'MONTH')) {
    throw new TemplateError(`A usage plan's quota has no limit or an unknown period: ${period}.`);
  }
  return { limit, period, ...(offset !== undefined && { offset }) };
}

function readTable(resource: DeployedResource): TableModel {
  const { KeySchema, AttributeDefinitions } = resource.properties;
  return { TableName: resource.physicalId, KeySchema, AttributeDefinitions };
}
