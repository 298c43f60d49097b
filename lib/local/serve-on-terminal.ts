import { resolve } from 'node:path';
import { colorsFor } from '../cli/output/colors';
import { EXIT_CODES } from '../cli/exit-codes';
import { UnknownEnvironmentError } from '../config/problem';
import { chosenEnvironment } from '../identifiers';
import type { ServedConsole } from '../console/server/serve-console';
import { PACKAGE_VERSION } from '../package-root';
import { DEFAULT_CONFIG_ROOT } from './deployment/synthesize';
import { rehearseCutover } from './rehearsal/rehearse-cutover';
import { serveLocalConsole } from './serve-local-console';
import { type LocalGateway, type LocalGatewayOptions, startLocalGateway } from './start-local-gateway';
import type { StartOptions } from './start-options';
import { writeReadyFile } from './terminal/ready-file';
import { requestLine } from './terminal/request-line';
import { sendSignedRequest, sendTokenRequest } from './terminal/signed-request';
import { welcome } from './terminal/welcome';
import { readAuthoritiesFile, readFaultsFile } from './ui-node/node-files';

const pc = colorsFor(process.stdout, process.env);

/**
 * Serves an environment until a signal ends the process, and reports on the terminal.
 *
 * @param startedAt value of `performance.now()` when the command began
 */
export async function serveOnTerminal(options: StartOptions, startedAt: number): Promise<void> {
  endOnClosedOutput();
  try {
    await serve(options, startedAt);
  } catch (error) {
    fail(error);
  }
}

/** A closed pipe (head) ends the program as Ctrl-C does; so does a full disk, which is reported. */
function endOnClosedOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') console.error(pc.red(`standard output: ${error.message}`));
    process.kill(process.pid, 'SIGINT');
  });
}

async function serve(given: StartOptions, startedAt: number): Promise<void> {
  const options = { ...given, environment: chosenEnvironment(given.environment, process.env) };
  const print = (text: string) => void (options.quiet || writeLine(text));
  const detail = (text: string) => void (options.verbose && print(pc.dim(text.trimEnd())));

  const faults = options.nodeFaults === undefined ? [] : readFaultsFile(options.nodeFaults);
  let resellerWidth = 0;
  // A rehearsal sends hundreds of requests, and says itself what it sees.
  let narrating = false;
  const starting = startLocalGateway({
    environment: options.environment,
    port: options.port,
    keepCredentials: options.keepCredentials ?? false,
    debug: options.debug ?? false,
    ...(options.config !== undefined && { configRoot: resolve(options.config) }),
    ...realNode(options),
    onNodeFailure: (sentence) => console.error(pc.red(sentence)),
    onAnswered: (request) => void (narrating || print(requestLine(request, pc, resellerWidth))),
    onAccessLog: (resellerId, line) => detail(`${resellerId}: ${line}`),
    onMail: ({ to, subject }) =>
      print(`${pc.cyan('mail')} to ${to.join(', ') || 'the topic of the alarms'}: ${subject}`),
    onFunctionOutput: (name, text) => detail(`${name}: ${text}`),
    onInternalError: (error) => console.error(pc.red('The local gateway failed on a request:'), error),
  });
  const page = starting.then((running) => serveConsole(running, options));
  endOnSignal(() => closeBoth(starting, page));
  endWithShellOfNpm();
  const [running, { url: consoleUrl }] = [await starting, await page];
  resellerWidth = Math.max(...running.gateways.map(({ resellerId }) => resellerId.length));
  const seconds = (performance.now() - startedAt) / 1000;
  print(welcome(running, { environment: options.environment, consoleUrl, seconds }, pc));
  try {
    if (options.uiNode === undefined) await showFirstRequest(running, print);
    narrating = true;
    const held = options.rehearseCutover === undefined || (await rehearse(running, options.rehearseCutover));
    narrating = false;
    if (options.once) {
      await closeBoth(starting, page);
      process.exit(held ? EXIT_CODES.done : EXIT_CODES.failed);
    }
    print(pc.dim('Requests appear below. Press Ctrl-C to stop.'));
    // After the first request, which would use them up.
    running.uiNode.faults.replace(faults);
    // Its output says what went wrong.
    void running.notices?.run().catch(() => undefined);
    if (options.readyFile !== undefined) writeReadyFile(resolve(options.readyFile), running, consoleUrl);
  } catch (error) {
    await closeBoth(starting, page);
    throw error;
  }
}

/** The console takes the port before those of the UI node and AWS. */
function serveConsole(
  running: LocalGateway,
  { environment, config, port: first }: StartOptions & { readonly environment: string },
): Promise<ServedConsole> {
  const configRoot = config === undefined ? DEFAULT_CONFIG_ROOT : resolve(config);
  return serveLocalConsole(running, {
    environment,
    configRoot,
    version: PACKAGE_VERSION,
    port: first === 0 ? 0 : first - 3,
  });
}

/** Closes the console first: a page that waits for an answer would keep its connection. */
async function closeBoth(starting: Promise<LocalGateway>, page: Promise<ServedConsole>): Promise<void> {
  await (await page.catch(() => undefined))?.close();
  await (await starting).close();
}

function realNode({ uiNode, uiNodeCa, uiNodeInsecure = false }: StartOptions): Pick<LocalGatewayOptions, 'realNode'> {
  if (uiNode === undefined) return {};
  const ca = uiNodeCa === undefined ? {} : { ca: readAuthoritiesFile(uiNodeCa) };
  return { realNode: { origin: uiNode, insecure: uiNodeInsecure, ...ca } };
}

async function showFirstRequest(running: LocalGateway, print: (text: string) => void): Promise<void> {
  const [gateway] = running.gateways;
  if (!gateway) return;
  const signs = gateway.authentication.includes('oauth1');
  const first = await (signs ? sendSignedRequest(running, gateway, Date.now()) : sendTokenRequest(running, gateway));
  if (first.status !== 200) throw new Error(`The first request failed with status ${first.status}: ${first.body}`);
  print(
    `${pc.green(`${first.status}`)} from the ${first.answeredBy}, which verified the ${signs ? 'signature' : 'token'} a second time:\n${pc.dim(first.body)}\n`,
  );
}

/** Plays a cut-over on the terminal, also with --quiet; returns false if an answer was not as expected. */
function rehearse(running: LocalGateway, chosen: string | true): Promise<boolean> {
  const reseller = chosen === true ? undefined : chosen;
  return rehearseCutover(running, reseller, { say: writeLine, colors: pc, now: Date.now });
}

function writeLine(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Ctrl-C stops cleanly; pressed again, it stops at once. */
function endOnSignal(close: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      process.once(signal, () => process.exit(130));
      close().then(() => process.exit(0), fail);
    });
  }
}

/** Ends the server when the shell ends in which npm started it: at SIGTERM, npm ends that shell and nothing else. */
function endWithShellOfNpm(): void {
  if (process.env.npm_lifecycle_event !== 'start') return;
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
}

/** Reports an error that a user can fix by its message, and any other with its stack. */
function fail(error: unknown): never {
  const expected = [
    'ConfigError',
    'NodeFaultsError',
    'PortTakenError',
    'TemplateError',
    'UiNodeUnreachableError',
    'UnknownGatewayError',
    'UnusableFileError',
  ];
  const shown = error instanceof Error && expected.includes(error.name) ? error.message : error;
  console.error(typeof shown === 'string' ? pc.red(shown) : shown);
  const unknown =
    error instanceof UnknownEnvironmentError || (error instanceof Error && error.name === 'UnknownGatewayError');
  process.exit(unknown ? EXIT_CODES.notFound : EXIT_CODES.failed);
}
