import {
  type CfnDomainName,
  DomainName,
  type EndpointAccessMode,
  EndpointType,
  type MTLSConfig,
  type RestApi,
  type SecurityPolicy,
} from 'aws-cdk-lib/aws-apigateway';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { ARecord, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayDomain } from 'aws-cdk-lib/aws-route53-targets';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { DomainConfig, GatewayConfig, MutualTlsConfig } from '../../config/environment';
import { STAGE_NAME } from '../names';
import { domainCertificate, domainZone } from './domain-certificate';
import { ACCESS_MODES } from './security-policy';

export interface CustomDomainProps {
  readonly domain: DomainConfig;
  readonly gateway: GatewayConfig;
  readonly api: RestApi;
}

/** A gateway's own host name: certificate, domain, base path mapping and, if its zone is declared, the alias record. */
export class CustomDomain extends Construct {
  readonly domainName: DomainName;
  readonly certificate: ICertificate;
  /** Target of the CNAME record that is to be made by hand; absent if the alias record is made here. */
  readonly dnsTarget?: string;

  constructor(scope: Construct, id: string, { domain, gateway, api }: CustomDomainProps) {
    super(scope, id);
    const { name, tlsPolicy } = domain;
    const { mutualTls, endpointAccess } = gateway;
    const zone = domainZone(this, domain);
    this.certificate = domainCertificate(this, domain, zone);
    this.domainName = new DomainName(this, 'Domain', {
      domainName: name,
      certificate: this.certificate,
      endpointType: EndpointType.REGIONAL,
      securityPolicy: tlsPolicy as SecurityPolicy,
      // The L2 rejects an access mode with TLS_1_2, even the empty one that unsets it, so that is set below.
      ...(endpointAccess && !mutualTls && { endpointAccessMode: ACCESS_MODES[endpointAccess] as EndpointAccessMode }),
      ...(mutualTls && { mtls: this.truststore(mutualTls) }),
    });
    const resource = this.domainName.node.defaultChild as CfnDomainName;
    if (endpointAccess && mutualTls) resource.endpointAccessMode = ACCESS_MODES[endpointAccess];
    // The L2 lacks this property. A certificate that is made here needs no proof of ownership.
    if (mutualTls?.ownershipCertificateArn && domain.certificateArn)
      resource.ownershipVerificationCertificateArn = mutualTls.ownershipCertificateArn;
    // The base path is the stage's name, so that every URL of the gateway has the same path as on the UI nodes.
    this.domainName.addBasePathMapping(api, { basePath: STAGE_NAME, stage: api.deploymentStage });
    if (zone)
      new ARecord(this, 'Alias', {
        zone,
        recordName: `${name}.`,
        target: RecordTarget.fromAlias(new ApiGatewayDomain(this.domainName)),
      });
    else this.dnsTarget = this.domainName.domainNameAliasDomainName;
  }

  private truststore({ truststore, version }: MutualTlsConfig): MTLSConfig {
    const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.+)$/.exec(truststore) ?? [];
    return { bucket: Bucket.fromBucketName(this, 'Truststore', bucket), key, version };
  }
}
