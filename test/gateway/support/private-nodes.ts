import type { Declared } from './environment';
import { type resellerTemplate, resourcesOf } from './synthesis';

export const UI_NODES = {
  brandEndpoint: 'https://brand.provider.test',
  private: {
    vpcId: 'vpc-0123456789abcdef0',
    vpcCidrs: ['10.7.0.0/16'],
    subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    certificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/c-7',
    nodes: [{ address: '10.7.1.5' }, { address: '192.168.3.9', outsideVpc: true }],
    port: 8443,
    healthCheck: {
      path: '/aps',
      statusCodes: '200-401',
      intervalSeconds: 19,
      timeoutSeconds: 7,
      healthyThreshold: 4,
      unhealthyThreshold: 6,
    },
  },
};
export const PRIVATE: NonNullable<Declared['platform']> = { uiNodes: UI_NODES };

interface Integration {
  readonly Type: string;
  readonly Uri: unknown;
}
export const integrationsOf = (template: ReturnType<typeof resellerTemplate>) =>
  resourcesOf(template, 'AWS::ApiGateway::Method')
    .map(([, { Properties }]) => Properties['Integration'] as Integration & Record<string, unknown>)
    .filter(({ Type }) => Type !== 'MOCK');
