import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { awsClientConfig } from '../cli/aws/client-config';
import { consoleRoutes } from '../console/api/routes';
import { buildConsole } from '../console/build-console';
import { type ServedConsole, serveConsole } from '../console/server/serve-console';
import { awsPorts } from '../onboarding/adapters/aws-ports';
import type { OnboardingPorts } from '../onboarding/ports';
import { PortTakenError } from './http/https-server';

const PACKAGE_ROOT = join(__dirname, '../..');

/**
 * Serves the console over the stand-ins of a local gateway, with a newly bundled page.
 *
 * @param options `port` 0 takes any free one; `version` is that of this package
 * @throws PortTakenError for a taken port
 */
export async function serveLocalConsole(
  { awsEndpointUrl }: { readonly awsEndpointUrl: string },
  { environment, port, version }: { readonly environment: string; readonly port: number; readonly version: string },
): Promise<ServedConsole> {
  const config = { region: 'us-east-1', ...awsClientConfig({ environment, endpointUrl: awsEndpointUrl }, {}) };
  let ports: OnboardingPorts | undefined;
  const routes = consoleRoutes({
    session: { environment, version, readOnly: false, local: true },
    ports: async () =>
      (ports ??= {
        ...awsPorts(config, { now: () => performance.now(), sleep }, () => undefined),
        now: () => new Date(),
        newApiKeyValue: () => randomHex(20),
      }),
  });
  const assets = buildConsole(PACKAGE_ROOT);
  return serveConsole({ assets, routes, port, readOnly: false, randomHex }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EADDRINUSE' ? new PortTakenError(port, { cause: error }) : error;
  });
}

function randomHex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
