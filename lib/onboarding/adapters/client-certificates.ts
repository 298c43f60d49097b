import type { ClientCertificate, ClientCertificates } from '../ports';
import { answered, explained } from './aws-error';
import type { Pace } from './pace';
import { type APIGatewayClient, GetClientCertificateCommand, GetStageCommand } from './aws-sdk';

const PERMISSION = 'apigateway:GET';

/** Client certificates that API Gateway generated. */
export class ApiGatewayCertificates implements ClientCertificates {
  /** @param controlPlane pace of API Gateway's control plane */
  constructor(
    private readonly client: APIGatewayClient,
    private readonly controlPlane: Pace,
  ) {}

  async ofStage(restApiId: string, stageName: string): Promise<ClientCertificate | undefined> {
    try {
      await this.controlPlane();
      const { clientCertificateId: id } = await this.client.send(new GetStageCommand({ restApiId, stageName }));
      // An ARN names a certificate of ACM, which renews it without a deployment.
      if (id === undefined || id.startsWith('arn:')) return undefined;
      await this.controlPlane();
      const found = await this.client.send(new GetClientCertificateCommand({ clientCertificateId: id }));
      return { name: found.description ?? id, expiresAt: answered(found.expirationDate, PERMISSION, 'expirationDate') };
    } catch (error) {
      throw explained(error, PERMISSION);
    }
  }
}
