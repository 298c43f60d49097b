import type {
  AuthorizerModel,
  GatewayResponseModel,
  MethodModel,
  RestApiModel,
  StageModel,
  ThrottleModel,
} from './rest-api-model';
import { Properties } from './properties';
import { readIntegration } from './read-integration';
import type { DeployedResource, Stack } from './stack';
import { TemplateError } from './template';

/**
 * Reads every stage that a stack deploys, as the REST API that it serves.
 * @throws TemplateError for anything that cannot be served
 */
export function readRestApis(stack: Stack): readonly RestApiModel[] {
  const apis = new Map(stack.resourcesOfType('AWS::ApiGateway::RestApi').map((api) => [api.physicalId, api]));
  return stack.resourcesOfType('AWS::ApiGateway::Stage').map((stage) => {
    const api = apis.get(properties(stage).text('RestApiId'));
    if (api === undefined)
      throw new TemplateError(`Stack ${stack.name}: stage ${stage.logicalId} does not belong to a REST API.`);
    return readRestApi(stack, api, stage);
  });
}

function readRestApi(stack: Stack, api: DeployedResource, stage: DeployedResource): RestApiModel {
  const declared = properties(api);
  const minimumCompressionBytes = declared.optionalNumber('MinimumCompressionSize');
  const isPrivate = declared.child('EndpointConfiguration').textList('Types').includes('PRIVATE');
  return {
    apiId: api.physicalId,
    name: declared.optionalText('Name') ?? api.logicalId,
    deploymentId: properties(stage).optionalText('DeploymentId') ?? '',
    apiKeySource: declared.optionalText('ApiKeySourceType') === 'AUTHORIZER' ? 'AUTHORIZER' : 'HEADER',
    mutualTls: stack
      .resourcesOfType('AWS::ApiGateway::DomainName')
      .some((domain) => domain.properties['MutualTlsAuthentication'] !== undefined),
    ...(isPrivate && { vpcEndpoints: readVpcEndpoints(declared) }),
    binaryMediaTypes: declared.textList('BinaryMediaTypes'),
    stage: readStage(properties(stage)),
    methods: readMethods(stack, api.physicalId),
    gatewayResponses: readGatewayResponses(stack, api.physicalId),
    ...(minimumCompressionBytes === undefined ? {} : { minimumCompressionBytes }),
  };
}

/** Reads the VPC endpoints that a resource policy does not deny. */
function readVpcEndpoints(api: Properties): readonly string[] {
  return api
    .child('Policy')
    .children('Statement')
    .flatMap((statement) => statement.child('Condition').child('StringNotEquals').textList('aws:SourceVpce'));
}

function readStage(stage: Properties): StageModel {
  const accessLogFormat = stage.child('AccessLogSetting').optionalText('Format');
  const throttles = new Map<string, ThrottleModel>();
  for (const setting of stage.children('MethodSettings')) {
    const rateLimit = setting.optionalNumber('ThrottlingRateLimit');
    const burstLimit = setting.optionalNumber('ThrottlingBurstLimit');
    if (rateLimit === undefined && burstLimit === undefined) continue;
    throttles.set(throttleKey(setting.text('ResourcePath'), setting.text('HttpMethod')), {
      ...(rateLimit === undefined ? {} : { rateLimit }),
      ...(burstLimit === undefined ? {} : { burstLimit }),
    });
  }
  return {
    name: stage.text('StageName'),
    variables: stage.textMap('Variables'),
    throttles,
    ...(accessLogFormat === undefined ? {} : { accessLogFormat }),
  };
}

/** `MethodSettings` writes resource paths like a JSON pointer: `/~12~1resources`; `/*` stands for all of them. */
function throttleKey(resourcePath: string, httpMethod: string): string {
  const path =
    resourcePath === '/*' || resourcePath === '*' ? '*' : resourcePath.replace(/^\/(?=~1)/, '').replaceAll('~1', '/');
  return `${path}/${httpMethod}`;
}

function readMethods(stack: Stack, apiId: string): readonly MethodModel[] {
  const pathOf = resourcePaths(stack, apiId);
  const authorizers = new Map(
    stack.resourcesOfType('AWS::ApiGateway::Authorizer').map((it) => [it.physicalId, readAuthorizer(properties(it))]),
  );
  return belongingTo(stack, 'AWS::ApiGateway::Method', apiId).map((resource) => {
    const method = properties(resource);
    const resourceId = method.text('ResourceId');
    const authorizer = authorizers.get(method.optionalText('AuthorizerId') ?? '');
    const authorizationType = method.optionalText('AuthorizationType') ?? 'NONE';
    if (authorizationType !== 'NONE' && (authorizationType !== 'CUSTOM' || authorizer === undefined)) {
      throw new TemplateError(
        `${resource.logicalId}: the local gateway cannot serve AuthorizationType ${authorizationType}.`,
      );
    }
    return {
      resourcePath: pathOf(resourceId),
      resourceId,
      httpMethod: method.text('HttpMethod'),
      apiKeyRequired: method.flag('ApiKeyRequired'),
      integration: readIntegration(method.child('Integration')),
      ...(authorizer === undefined ? {} : { authorizer }),
    };
  });
}

/** Returns a function from a resource's id to its path. The root's id is the API's `RootResourceId`. */
function resourcePaths(stack: Stack, apiId: string): (resourceId: string) => string {
  const resources = new Map(
    belongingTo(stack, 'AWS::ApiGateway::Resource', apiId).map((it) => [it.physicalId, properties(it)] as const),
  );
  const pathOf = (resourceId: string): string => {
    const resource = resources.get(resourceId);
    return resource === undefined ? '' : `${pathOf(resource.text('ParentId'))}/${resource.text('PathPart')}`;
  };
  return (resourceId) => pathOf(resourceId) || '/';
}

function readAuthorizer(authorizer: Properties): AuthorizerModel {
  const functionArn = /functions\/(arn:[^/]+)\/invocations$/.exec(authorizer.text('AuthorizerUri'))?.[1];
  if (authorizer.text('Type') !== 'REQUEST' || functionArn === undefined) {
    throw new TemplateError(`The local gateway serves REQUEST authorizers only, got ${authorizer.text('Type')}.`);
  }
  if (authorizer.optionalNumber('AuthorizerResultTtlInSeconds') !== 0) {
    throw new TemplateError(
      'The local gateway does not cache authorizer results: AuthorizerResultTtlInSeconds must be 0.',
    );
  }
  const identitySources = (authorizer.optionalText('IdentitySource') ?? '').split(',').map((source) => source.trim());
  return { functionArn, identitySources: identitySources.filter(Boolean) };
}

function readGatewayResponses(stack: Stack, apiId: string): Map<string, GatewayResponseModel> {
  return new Map(
    belongingTo(stack, 'AWS::ApiGateway::GatewayResponse', apiId).map((resource) => {
      const response = properties(resource);
      const statusCode = response.optionalNumber('StatusCode');
      return [
        response.text('ResponseType'),
        {
          parameters: response.textMap('ResponseParameters'),
          templates: response.textMap('ResponseTemplates'),
          ...(statusCode === undefined ? {} : { statusCode }),
        },
      ] as const;
    }),
  );
}

function belongingTo(stack: Stack, type: string, apiId: string): readonly DeployedResource[] {
  return stack.resourcesOfType(type).filter((resource) => resource.properties['RestApiId'] === apiId);
}

function properties(resource: DeployedResource): Properties {
  return new Properties(resource.properties, resource.logicalId);
}
