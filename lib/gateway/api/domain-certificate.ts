import { Tags } from 'aws-cdk-lib';
import { Certificate, CertificateValidation, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { HostedZone, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { DomainConfig } from '../../config/environment';

/** Returns the hosted zone that a domain declares. */
export function domainZone(scope: Construct, { hostedZone }: DomainConfig): IHostedZone | undefined {
  return (
    hostedZone &&
    HostedZone.fromHostedZoneAttributes(scope, 'Zone', { hostedZoneId: hostedZone.id, zoneName: hostedZone.name })
  );
}

/** Returns the certificate of a domain: the declared one, or one that is made and validated in the hosted zone. */
export function domainCertificate(
  scope: Construct,
  { name, certificateArn }: DomainConfig,
  zone: IHostedZone | undefined,
): ICertificate {
  if (certificateArn) return Certificate.fromCertificateArn(scope, 'Certificate', certificateArn);
  const validation = CertificateValidation.fromDns(zone);
  const made = new Certificate(scope, 'Certificate', { domainName: name, validation });
  // CDK adds a Name tag to it. Together with the stack's own tags, that could exceed AWS's limit.
  Tags.of(made).remove('Name');
  return made;
}
