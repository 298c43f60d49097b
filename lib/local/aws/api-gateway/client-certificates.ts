import { seconds } from '../secrets-manager/stored-secret';
import { apiGatewayError as error } from '../service-error';
import type { ControlPlaneRoute } from './route';
import type { ApiGatewayState } from './state';

/** Stages and their client certificates: GetStage, GetClientCertificate. A stage exists if a usage plan covers it. */
export function clientCertificateRoutes(state: ApiGatewayState): ControlPlaneRoute[] {
  return [
    {
      operation: 'GetStage',
      method: 'GET',
      path: '/restapis/{}/stages/{}',
      run: ({ ids: [api, stageName] }) => {
        const stage = `${api}:${stageName}`;
        if (![...state.usagePlans.values()].some(({ stages }) => stages.includes(stage))) {
          throw error.notFound('Invalid stage identifier specified');
        }
        const clientCertificateId = state.stageCertificates.get(stage);
        return { status: 200, body: { stageName, ...(clientCertificateId && { clientCertificateId }) } };
      },
    },
    {
      operation: 'GetClientCertificate',
      method: 'GET',
      path: '/clientcertificates/{}',
      run: ({ ids: [id = ''] }) => {
        const certificate = state.clientCertificates.get(id);
        if (!certificate) throw error.notFound('Invalid Client Certificate identifier specified');
        const { description, expirationDate } = certificate;
        return {
          status: 200,
          body: { clientCertificateId: id, description, expirationDate: seconds(expirationDate) },
        };
      },
    },
  ];
}
