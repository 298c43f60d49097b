import type { PlatformDeclaration } from '../shapes/platform-shape';
import type { ResellerDeclaration } from '../shapes/reseller-shape';
import { DEFAULT_TIMEOUT_SECONDS } from '../shapes/ui-nodes-shape';
import type { PrivateNodesConfig, UiNodesConfig } from '../ui-nodes-config';
import { merged } from './merged';

const HEALTH_CHECK_DEFAULTS = {
  path: '/',
  statusCodes: '200-399',
  intervalSeconds: 30,
  timeoutSeconds: 5,
  healthyThreshold: 3,
  unhealthyThreshold: 2,
};

/** Merges the platform's declaration with those of resellers, the topmost first, and fills in defaults. */
export function normalizeUiNodes(
  platform: PlatformDeclaration,
  layers: readonly ResellerDeclaration['uiNodes'][],
): UiNodesConfig {
  const declared = merged(platform.uiNodes, ...layers);
  const {
    brandEndpoint,
    forwarding = 'httpProxy',
    authorization = 'canonical',
    answers = 'buffered',
    timeoutSeconds = DEFAULT_TIMEOUT_SECONDS,
    clientCertificate,
    nextClientCertificate,
  } = declared;
  return {
    brandEndpoint,
    forwarding,
    authorization,
    answers,
    timeoutSeconds,
    ...(clientCertificate && {
      clientCertificate: clientCertificate.startsWith('arn:')
        ? { arn: clientCertificate }
        : { generated: clientCertificate },
    }),
    ...(nextClientCertificate && { nextClientCertificate }),
  };
}

type DeclaredPrivate = NonNullable<PlatformDeclaration['uiNodes']['private']>;

function normalizeNodes({
  nodes,
  port = 443,
  healthCheck,
}: {
  [K in 'nodes' | 'port' | 'healthCheck']?: DeclaredPrivate[K] | undefined;
} & Pick<DeclaredPrivate, 'nodes'>): Pick<PrivateNodesConfig, 'nodes' | 'port' | 'healthCheck'> {
  return {
    nodes: nodes.map(({ address, outsideVpc = false }) => ({ address, outsideVpc })),
    port,
    healthCheck: merged(HEALTH_CHECK_DEFAULTS, healthCheck),
  };
}

/** Fills in defaults, and separates the nodes of the gateways from those of single hosts. */
export function normalizePrivateNodes(declared: DeclaredPrivate): PrivateNodesConfig {
  const {
    nodes,
    port,
    crossZone = true,
    healthCheck,
    furtherCertificates = [],
    acknowledgedRegion: _,
    ...rest
  } = declared;
  const further = new Set(furtherCertificates.map(({ certificateArn }) => certificateArn));
  further.delete(declared.certificateArn);
  return {
    ...rest,
    furtherCertificateArns: [...further],
    ...normalizeNodes({ nodes, port, healthCheck }),
    backends: furtherCertificates.flatMap(({ host, nodes: own, ...more }) =>
      own ? [{ host, ...normalizeNodes({ nodes: own, ...more }) }] : [],
    ),
    crossZone,
  };
}
