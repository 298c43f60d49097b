/** `npm start`: serves an environment's synthesized templates and its bundled function on localhost. */
import { resolve } from 'node:path';
import { version } from '../package.json';
import { Command, InvalidArgumentError, Option } from 'commander';
import { colorsFor } from '../lib/cli/output/colors';
import { EXIT_CODES } from '../lib/cli/exit-codes';
import { UnknownEnvironmentError } from '../lib/config/problem';
import { chosenEnvironment } from '../lib/identifiers';
import type { ServedConsole } from '../lib/console/server/serve-console';
import type * as LocalModule from '../lib/local';
import { NODE_FAULTS_EXAMPLE } from '../lib/local/ui-node/faults/example';

// The SDK's notice about versions of Node.js to come is for those who build this package, not for those who run it.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const pc = colorsFor(process.stdout, process.env);

interface Options {
  readonly environment: string;
  readonly config?: string;
  readonly port: number;
  readonly keepCredentials: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly debug: boolean;
  readonly readyFile?: string;
  readonly uiNode?: string;
  readonly uiNodeCa?: string;
  readonly uiNodeInsecure?: boolean;
  readonly nodeFaults?: string;
  /** A reseller; true for the first. */
  readonly rehearseCutover?: string | true;
  readonly once: boolean;
}

const program = new Command('npm start --')
  .description(
    'Serves an environment on localhost: the synthesized templates, the bundled function, AWS and a UI node.',
  )
  .option(
    '--environment <name>',
    'environment to serve, a folder of config/ (APS_GATEWAY_ENVIRONMENT, else lab)',
    chosenEnvironment(undefined, process.env),
  )
  .option('--config <dir>', 'folder of the environments (default: config)')
  .option(
    '--port <n>',
    'port of the first gateway; the others follow, AWS, the UI node and the console take the three before',
    port,
    10443,
  )
  .option('--keep-credentials', 'keep the credentials of the sample consumers from start to start', false)
  .option('--quiet', 'print errors only', false)
  .option('--verbose', 'also print the access log and the output of the functions', false)
  .option('--debug', 'prepare for a debugger: source maps for the authorizer, and no time-outs of functions', false)
  .option('--ready-file <file>', 'write URLs and credentials to this file, as JSON, once every server listens')
  .option('--ui-node <url>', 'send requests to a real UI node, https://host[:port], instead of the simulator', origin)
  .addOption(
    new Option('--ui-node-ca <file>', "authorities of the UI node's certificate, PEM").conflicts('uiNodeInsecure'),
  )
  .option('--ui-node-insecure', "accept every certificate of the UI node, for a lab's self-signed one")
  .option('--node-faults <file>', 'make the UI node play the faults in this file (YAML, see below)')
  .addOption(
    new Option(
      '--rehearse-cutover [reseller]',
      "play a reseller's cut-over to its gateway and the way back, step by step (default: the first reseller)",
    ).conflicts('uiNode'),
  )
  .option('--once', 'end after the first request and the rehearsal, with 1 if one of them went wrong', false)
  .addHelpText(
    'after',
    `\nA file of node faults; docs/how-to/rehearse-on-localhost.md describes every key:\n\n${NODE_FAULTS_EXAMPLE}`,
  )
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : EXIT_CODES.usage))
  .action(serve);

// A closed pipe (head) ends the program as Ctrl-C does; so does a full disk, which is reported.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') console.error(pc.red(`standard output: ${error.message}`));
  process.kill(process.pid, 'SIGINT');
});

program.parseAsync().catch(fail);

function port(text: string): number {
  const value = Number(text);
  if (!/^\d{1,5}$/.test(text) || (value !== 0 && value < 4) || value > 65_000) {
    throw new InvalidArgumentError('Expected a port between 4 and 65000, or 0 for any free ports.');
  }
  return value;
}

function origin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:' || `${url.origin}/` !== url.href) {
    throw new InvalidArgumentError('Expected https://host[:port], without path, query and credentials.');
  }
  return url.origin;
}

async function serve(options: Options): Promise<void> {
  const startedAt = performance.now();
  if (options.uiNode === undefined && (options.uiNodeCa !== undefined || options.uiNodeInsecure))
    program.error('error: --ui-node-ca and --ui-node-insecure need --ui-node');
  // Imported here, so that `--help` does not wait for the CDK library.
  const local = await import('../lib/local/index.ts');
  const print = (text: string) => void (options.quiet || writeLine(text));
  const detail = (text: string) => void (options.verbose && print(pc.dim(text.trimEnd())));

  const faults = options.nodeFaults === undefined ? [] : local.readFaultsFile(options.nodeFaults);
  let resellerWidth = 0;
  // A rehearsal sends hundreds of requests, and says itself what it sees.
  let narrating = false;
  const starting = local.startLocalGateway({
    environment: options.environment,
    port: options.port,
    keepCredentials: options.keepCredentials,
    debug: options.debug,
    ...(options.config !== undefined && { configRoot: resolve(options.config) }),
    ...realNode(options, local),
    onNodeFailure: (sentence) => console.error(pc.red(sentence)),
    onAnswered: (request) => void (narrating || print(local.requestLine(request, pc, resellerWidth))),
    onAccessLog: (resellerId, line) => detail(`${resellerId}: ${line}`),
    onMail: ({ to, subject }) =>
      print(`${pc.cyan('mail')} to ${to.join(', ') || 'the topic of the alarms'}: ${subject}`),
    onFunctionOutput: (name, text) => detail(`${name}: ${text}`),
    onInternalError: (error) => console.error(pc.red('The local gateway failed on a request:'), error),
  });
  const page = starting.then((running) => serveConsole(running, options, local));
  endOnSignal(() => closeBoth(starting, page));
  endWithShellOfNpm();
  const [running, { url: consoleUrl }] = [await starting, await page];
  resellerWidth = Math.max(...running.gateways.map(({ resellerId }) => resellerId.length));
  const seconds = (performance.now() - startedAt) / 1000;
  print(local.welcome(running, { environment: options.environment, consoleUrl, seconds }, pc));
  try {
    if (options.uiNode === undefined) await showFirstRequest(local, running, print);
    narrating = true;
    const held = options.rehearseCutover === undefined || (await rehearse(local, running, options.rehearseCutover));
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
    if (options.readyFile !== undefined) local.writeReadyFile(resolve(options.readyFile), running, consoleUrl);
  } catch (error) {
    await closeBoth(starting, page);
    throw error;
  }
}

/** The console takes the port before those of the UI node and AWS. */
function serveConsole(
  running: LocalModule.LocalGateway,
  { environment, config, port: first }: Options,
  local: typeof LocalModule,
): Promise<ServedConsole> {
  const configRoot = config === undefined ? local.DEFAULT_CONFIG_ROOT : resolve(config);
  return local.serveLocalConsole(running, { environment, configRoot, version, port: first === 0 ? 0 : first - 3 });
}

/** Closes the console first: a page that waits for an answer would keep its connection. */
async function closeBoth(starting: Promise<LocalModule.LocalGateway>, page: Promise<ServedConsole>): Promise<void> {
  await (await page.catch(() => undefined))?.close();
  await (await starting).close();
}

function realNode(
  { uiNode, uiNodeCa, uiNodeInsecure = false }: Options,
  local: typeof LocalModule,
): Pick<LocalModule.LocalGatewayOptions, 'realNode'> {
  if (uiNode === undefined) return {};
  const ca = uiNodeCa === undefined ? {} : { ca: local.readAuthoritiesFile(uiNodeCa) };
  return { realNode: { origin: uiNode, insecure: uiNodeInsecure, ...ca } };
}

async function showFirstRequest(
  local: typeof LocalModule,
  running: LocalModule.LocalGateway,
  print: (text: string) => void,
): Promise<void> {
  const [gateway] = running.gateways;
  if (!gateway) return;
  const first = await local.sendSignedRequest(running, gateway, Date.now());
  if (first.status !== 200)
    throw new Error(`The first signed request failed with status ${first.status}: ${first.body}`);
  print(
    `${pc.green(`${first.status}`)} from the ${first.answeredBy}, which verified the signature a second time:\n${pc.dim(first.body)}\n`,
  );
}

/** Plays a cut-over on the terminal, also with --quiet; returns false if an answer was not as expected. */
function rehearse(
  local: typeof LocalModule,
  running: LocalModule.LocalGateway,
  chosen: string | true,
): Promise<boolean> {
  const reseller = chosen === true ? undefined : chosen;
  return local.rehearseCutover(running, reseller, { say: writeLine, colors: pc, now: Date.now });
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
