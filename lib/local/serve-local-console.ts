import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { awsClientConfig } from '../cli/aws/client-config';
import { commandRunner } from '../cli/run-in-process';
import { consoleRoutes } from '../console/api/routes';
import { buildConsole } from '../console/build-console';
import { type ServedConsole, serveConsole } from '../console/server/serve-console';
import { awsPorts } from '../onboarding/adapters/aws-ports';
import { PortTakenError } from './http/https-server';

const PACKAGE_ROOT = join(__dirname, '../..');

export interface LocalConsoleOptions {
  readonly environment: string;
  /** Folder of the environments. */
  readonly configRoot: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Version of this package. */
  readonly version: string;
}

/**
 * Serves the console over the stand-ins of a local gateway, with a newly bundled page.
 *
 * @throws PortTakenError for a taken port
 */
export async function serveLocalConsole(
  { awsEndpointUrl: endpointUrl }: { readonly awsEndpointUrl: string },
  { environment, configRoot, port, version }: LocalConsoleOptions,
): Promise<ServedConsole> {
  const config = { region: 'us-east-1', ...awsClientConfig({ environment, endpointUrl }, {}) };
  const ports = {
    ...awsPorts(config, { now: () => performance.now(), sleep }),
    now: () => new Date(),
    newApiKeyValue: () => randomHex(20),
  };
  const run = commandRunner({
    version,
    options: [`--environment=${environment}`, `--config=${configRoot}`, `--endpoint-url=${endpointUrl}`],
    ports: async () => ports,
    // Nothing of this terminal's own AWS settings: the page shows the stand-ins.
    environmentVariables: {},
    workingDirectory: process.cwd(),
    now: () => new Date(),
    randomHex,
  });
  const assets = buildConsole(PACKAGE_ROOT);
  const routes = consoleRoutes({ environment, version, readOnly: false, local: true }, run);
  return serveConsole({ assets, routes, port, readOnly: false, randomHex }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EADDRINUSE' ? new PortTakenError(port, { cause: error }) : error;
  });
}

function randomHex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
