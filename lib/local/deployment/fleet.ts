import type { CustomDomain, RestApiSettings, StageSettings } from '../aws/api-gateway/state';
import { Properties } from '../template/properties';
import type { RestApiModel } from '../template/rest-api-model';
import type { DeployedResource, Stack } from '../template/stack';

/** Types of resources with a certificate of ACM, and the property that names it. */
const ACM_USERS = {
  'AWS::ApiGateway::DomainName': ['RegionalCertificateArn'],
  'AWS::ApiGateway::DomainNameV2': ['CertificateArn'],
  'AWS::ElasticLoadBalancingV2::Listener': ['Certificates'],
  'AWS::ElasticLoadBalancingV2::ListenerCertificate': ['Certificates'],
  'AWS::ApiGateway::Stage': ['ClientCertificateId'],
} as const;

/** Returns the settings of the REST APIs of a stack, by id. */
export function readRestApiSettings(stack: Stack): ReadonlyMap<string, RestApiSettings> {
  return new Map(
    stack.resourcesOfType('AWS::ApiGateway::RestApi').map((resource) => {
      const api = propertiesOf(resource);
      const [securityPolicy, endpointAccessMode] = ['SecurityPolicy', 'EndpointAccessMode'].map((name) =>
        api.optionalText(name),
      );
      const policy = api.value('Policy');
      return [
        resource.physicalId,
        {
          ...(securityPolicy !== undefined && { securityPolicy }),
          ...(endpointAccessMode !== undefined && { endpointAccessMode }),
          ...(policy !== undefined && { policy: JSON.stringify(policy) }),
        },
      ] as const;
    }),
  );
}

/** Returns the custom domains of a stack: by name, or by name and id if they are private. */
export function readDomains(stack: Stack): ReadonlyMap<string, CustomDomain> {
  const mappings = stack.resourcesOfType('AWS::ApiGateway::BasePathMapping').map(propertiesOf);
  const privateMappings = stack.resourcesOfType('AWS::ApiGateway::BasePathMappingV2').map(propertiesOf);
  const external = stack.resourcesOfType('AWS::ApiGateway::DomainName').map((resource) => {
    const domain = propertiesOf(resource);
    const name = domain.text('DomainName');
    const own = mappings.filter((mapping) => [name, resource.physicalId].includes(mapping.text('DomainName')));
    return [name, customDomain(domain.optionalText('RegionalCertificateArn'), own)] as const;
  });
  const internal = stack.resourcesOfType('AWS::ApiGateway::DomainNameV2').map((resource) => {
    const domain = propertiesOf(resource);
    const own = privateMappings.filter((mapping) => mapping.text('DomainNameArn').includes(resource.physicalId));
    const key = `${domain.text('DomainName')}+${resource.physicalId}`;
    return [key, customDomain(domain.optionalText('CertificateArn'), own)] as const;
  });
  return new Map([...external, ...internal]);
}

function customDomain(certificateArn: string | undefined, mappings: readonly Properties[]): CustomDomain {
  return {
    ...(certificateArn !== undefined && { certificateArn }),
    mappings: mappings.map((mapping) => ({
      basePath: mapping.optionalText('BasePath') ?? '(none)',
      restApiId: mapping.text('RestApiId'),
      stage: mapping.optionalText('Stage') ?? '',
    })),
  };
}

/** Returns the certificates of ACM that a stack makes or uses, as its resources name them. */
export function readAcmCertificates(stack: Stack): readonly string[] {
  const made = stack.resourcesOfType('AWS::CertificateManager::Certificate').map(({ physicalId }) => physicalId);
  const used = Object.entries(ACM_USERS).flatMap(([type, names]) =>
    stack
      .resourcesOfType(type)
      .flatMap(({ properties }) => names.map((name) => JSON.stringify(properties[name] ?? '')))
      .flatMap((text) => text.match(/arn:[^":]+:acm:[^"]+/g) ?? []),
  );
  return [...made, ...used];
}

/** Returns the client certificates that a stack generates: descriptions by id, and the stages that present one. */
export function readClientCertificates(stack: Stack): {
  readonly generated: ReadonlyMap<string, string>;
  /** By `{apiId}:{stage}`. */
  readonly presented: ReadonlyMap<string, string>;
} {
  const generated = stack
    .resourcesOfType('AWS::ApiGateway::ClientCertificate')
    .map((resource) => [resource.physicalId, propertiesOf(resource).optionalText('Description') ?? ''] as const);
  const presented = stack.resourcesOfType('AWS::ApiGateway::Stage').flatMap((resource) => {
    const stage = propertiesOf(resource);
    const id = stage.optionalText('ClientCertificateId');
    return id === undefined ? [] : [[`${stage.text('RestApiId')}:${stage.text('StageName')}`, id] as const];
  });
  return { generated: new Map(generated), presented: new Map(presented) };
}

/** Returns the settings of a stage that a status reads. */
export function stageSettings({ stage }: RestApiModel): StageSettings {
  return { throttle: stage.throttles.get('*/*') ?? {}, hasAccessLog: stage.accessLogFormat !== undefined };
}

function propertiesOf(resource: DeployedResource): Properties {
  return new Properties(resource.properties, resource.logicalId);
}
