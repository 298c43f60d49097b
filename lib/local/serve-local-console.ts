import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { commandRunner } from '../cli/run-in-process';
import { shellWords } from '../cli/output/shell-words';
import { commandKits } from '../console/api/kits';
import { IS_INSTALLED, PACKAGE_ROOT } from '../package-root';
import { consoleRoutes } from '../console/api/routes';
import { type ConsoleAssets, readConsoleAssets } from '../console/assets';
import { pagesAddress } from '../console/server/secret-pages';
import { type ServedConsole, serveConsole } from '../console/server/serve-console';
import type { RunCommand } from '../console/api/run-command';
import { type KeptMails, SAMPLE_REQUESTS } from '../console/contract';
import type { ApiRoute } from '../console/server/api';
import { OnboardingError } from '../onboarding/errors';
import type { SentMail } from './aws/mail/sent-mail';
import { localPorts } from './local-ports';
import { sendSampleRequest } from './terminal/sample-request';
import { PortTakenError } from './http/https-server';
import { DEFAULT_CONFIG_ROOT } from './deployment/synthesize';
import type { LocalGateway } from './start-local-gateway';

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
 * Serves the console over the stand-ins of a local gateway, with the page of the package, or with a newly bundled one in a clone.
 *
 * @throws PortTakenError for a taken port
 */
export async function serveLocalConsole(
  local: Pick<LocalGateway, 'awsEndpointUrl' | 'caFile' | 'uiNodeUrl' | 'gateways' | 'aws' | 'notices'>,
  { environment, configRoot, port, version }: LocalConsoleOptions,
): Promise<ServedConsole> {
  const { awsEndpointUrl: endpointUrl } = local;
  const ports = localPorts(environment, endpointUrl);
  const command = commandRunner({
    version,
    options: [`--environment=${environment}`, `--config=${configRoot}`, `--endpoint-url=${endpointUrl}`],
    ports: async () => ports,
    // Nothing of this terminal's own AWS settings: the page shows the stand-ins.
    environmentVariables: {},
    workingDirectory: process.cwd(),
    now: () => new Date(),
    randomHex,
  });
  // Only verify connects to a gateway, whose certificate comes from the local authority.
  const run: RunCommand = ({ words, ...rest }, gone) =>
    command(
      { words: words[0] === 'verify' ? ['verify', `--cacert=${local.caFile}`, ...words.slice(1)] : words, ...rest },
      gone,
    );
  const assets = IS_INSTALLED ? readConsoleAssets(join(PACKAGE_ROOT, 'dist/console')) : await newPage();
  const { sent } = local.aws.mail;
  const pages = { secret: randomHex(32), makeKit: commandKits(run), mailHtml: (index: number) => sent[index]?.html };
  const mails = local.notices !== undefined;
  const places = [`--environment=${environment}`, `--endpoint-url=${endpointUrl}`];
  const commandOptions = shellWords(
    configRoot === DEFAULT_CONFIG_ROOT ? places : [...places, `--config=${configRoot}`],
  );
  const own = { environment, version, readOnly: false, local: true, mails, commandOptions };
  const session = { ...own, pages: pagesAddress(pages) };
  const routes = [...consoleRoutes(session, run), sampleRoute(local), mailsRoute(sent)];
  return serveConsole({ assets, routes, pages, port, readOnly: false, randomHex }).catch(
    (error: NodeJS.ErrnoException) => {
      throw error.code === 'EADDRINUSE' ? new PortTakenError(port, { cause: error }) : error;
    },
  );
}

/** Bundles the page from its sources. */
async function newPage(): Promise<ConsoleAssets> {
  const { buildConsole } = await import('../console/build-console.ts');
  return buildConsole(PACKAGE_ROOT);
}

/** `POST /api/local/requests`: sends a sample request. */
function sampleRoute(local: Pick<LocalGateway, 'caFile' | 'uiNodeUrl' | 'gateways'>): ApiRoute {
  return {
    method: 'POST',
    path: '/api/local/requests',
    answer: async ({ body }) => {
      const { kind, reseller } = (body ?? {}) as { readonly kind?: unknown; readonly reseller?: unknown };
      const gateway = local.gateways.find(({ resellerId }) => resellerId === reseller);
      const known = SAMPLE_REQUESTS.find((one) => one === kind);
      if (!gateway || !known)
        throw new OnboardingError(
          'usage',
          `A sample request has a reseller with a gateway, and a kind: ${SAMPLE_REQUESTS.join(', ')}.`,
        );
      return { value: await sendSampleRequest(known, gateway, local) };
    },
  };
}

/** `GET /api/local/mails`: mails that the stand-in for SES kept. */
function mailsRoute(sent: readonly SentMail[]): ApiRoute {
  return {
    method: 'GET',
    path: '/api/local/mails',
    answer: async () => {
      const value: KeptMails = { mails: sent.map((mail) => ({ ...mail, html: mail.html !== undefined })) };
      return { value };
    },
  };
}

function randomHex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
