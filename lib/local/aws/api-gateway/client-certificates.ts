import { seconds } from '../secrets-manager/stored-secret';
import { apiGatewayError as error } from '../service-error';
import type { ControlPlaneRoute } from './route';
import type { ApiGatewayState, StageSettings } from './state';

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
        return {
          status: 200,
          body: {
            stageName,
            ...written(state.stages.get(stage)),
            ...(clientCertificateId && { clientCertificateId }),
          },
        };
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

/** Settings of a stage as GetStage writes them. */
function written({ throttle, hasAccessLog }: StageSettings = { throttle: {}, hasAccessLog: false }) {
  const { rateLimit: throttlingRateLimit, burstLimit: throttlingBurstLimit } = throttle;
  return {
    methodSettings: { '*/*': { throttlingRateLimit, throttlingBurstLimit } },
    ...(hasAccessLog && {
      accessLogSettings: { destinationArn: 'arn:aws:logs:us-east-1:000000000000:log-group:local' },
    }),
  };
}
