import { Stack } from 'aws-cdk-lib';
import {
  CfnBasePathMappingV2,
  CfnDomainNameAccessAssociation,
  CfnDomainNameV2,
  type RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Construct } from 'constructs';
import type { DomainConfig, GatewayConfig } from '../../config/environment';
import { STAGE_NAME } from '../names';
import { domainCertificate, domainZone } from './domain-certificate';
import { internalPolicy } from './resource-policy';

export interface PrivateDomainProps {
  readonly domain: DomainConfig;
  readonly gateway: GatewayConfig;
  readonly api: RestApi;
  /** Certificate of the public domain of the same name, if there is one. */
  readonly certificate: ICertificate | undefined;
}

/**
 * A host name at which a private API answers, with its base path mapping and associations. At a gateway for both audiences
 * it is the name on the internet as well, because the platform accepts signatures over one name only. Clients resolve it to their VPC endpoint in a private zone
 * of their own, so no record is made here.
 */
export class PrivateDomain extends Construct {
  /** Id that distinguishes it from other domains of the same name. */
  readonly domainId: string;

  constructor(scope: Construct, id: string, { domain, gateway, api, certificate }: PrivateDomainProps) {
    super(scope, id);
    const { vpcEndpoints } = gateway;
    const made = new CfnDomainNameV2(this, 'Domain', {
      domainName: domain.name,
      certificateArn: (certificate ?? domainCertificate(this, domain, domainZone(this, domain))).certificateArn,
      endpointConfiguration: { types: ['PRIVATE'] },
      // Separate from the API's policy: a request needs both.
      policy: JSON.stringify(Stack.of(this).resolve(internalPolicy([], vpcEndpoints))),
      // The only policy of private domains (developer guide, "Custom domain names for private APIs"). The API's own decides.
      securityPolicy: 'TLS_1_2',
    });
    this.domainId = made.attrDomainNameId;
    const mapping = new CfnBasePathMappingV2(this, 'Mapping', {
      // The stage's name, so that every URL of the gateway has the same path as on the UI nodes.
      basePath: STAGE_NAME,
      domainNameArn: made.attrDomainNameArn,
      restApiId: api.restApiId,
      stage: api.deploymentStage.stageName,
    });
    mapping.node.addDependency(api.deploymentStage);
    for (const endpoint of vpcEndpoints.filter(({ otherAccount }) => !otherAccount)) {
      new CfnDomainNameAccessAssociation(this, `Association-${endpoint.id}`, {
        domainNameArn: made.attrDomainNameArn,
        accessAssociationSource: endpoint.id,
        accessAssociationSourceType: 'VPCE',
      });
    }
  }
}
