import { CfnClientCertificate, type StageOptions } from 'aws-cdk-lib/aws-apigateway';
import type { Construct } from 'constructs';
import type { UiNodesConfig } from '../../config/environment';

/** Adds the generated client certificates of a gateway, and returns the one that its stage presents to the UI nodes. */
export function clientCertificate(
  scope: Construct,
  { clientCertificate: declared, nextClientCertificate: next }: UiNodesConfig,
): StageOptions {
  const own = declared && 'generated' in declared ? declared.generated : undefined;
  if (next && next !== own) generatedCertificate(scope, next);
  if (own) return { clientCertificateId: generatedCertificate(scope, own).attrClientCertificateId };
  // The property also accepts an ACM certificate's ARN (API Gateway developer guide, "ACM client certificates").
  return declared && 'arn' in declared ? { clientCertificateId: declared.arn } : {};
}

/** A certificate expires after 365 days, so its serial is part of the logical id: another serial is another certificate. */
function generatedCertificate(scope: Construct, name: string): CfnClientCertificate {
  return new CfnClientCertificate(scope, name.replace('generated', 'ClientCertificate'), { description: name });
}
