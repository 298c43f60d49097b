import { type Command, InvalidArgumentError, Option } from 'commander';
import { NODE_FAULTS_EXAMPLE } from './ui-node/faults/example';

/** Options of `npm start` and of `aps-gateway start`. */
export interface StartOptions {
  readonly environment?: string;
  readonly config?: string;
  readonly port: number;
  readonly keepCredentials?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly debug?: boolean;
  readonly readyFile?: string;
  readonly uiNode?: string;
  readonly uiNodeCa?: string;
  readonly uiNodeInsecure?: boolean;
  readonly nodeFaults?: string;
  /** A reseller; true for the first. */
  readonly rehearseCutover?: string | true;
  readonly once?: boolean;
}

/** Declares the options of a command that serves an environment on localhost. */
export function startOptions(command: Command): Command {
  return command
    .description(
      'serve an environment on localhost: the synthesized templates, the bundled functions, AWS and a UI node',
    )
    .option('--environment <name>', 'environment to serve, a folder of config/ (APS_GATEWAY_ENVIRONMENT, else lab)')
    .option('--config <dir>', 'folder of the environments (default: config)')
    .option(
      '--port <n>',
      'port of the first gateway; the others follow, AWS, the UI node and the console take the three before',
      port,
      10443,
    )
    .option('--keep-credentials', 'keep the credentials of the sample consumers from start to start')
    .option('--quiet', 'print errors only')
    .option('--verbose', 'also print the access log and the output of the functions')
    .option('--debug', 'prepare for a debugger: source maps for the authorizer, and no time-outs of functions')
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
    .option('--once', 'end after the first request and the rehearsal, with 1 if one of them went wrong')
    .addHelpText(
      'after',
      `\nA file of node faults; docs/how-to/rehearse-on-localhost.md describes every key:\n\n${NODE_FAULTS_EXAMPLE}`,
    )
    .hook('preAction', (_parent, started) => {
      const { uiNode, uiNodeCa, uiNodeInsecure } = started.opts<StartOptions>();
      if (uiNode === undefined && (uiNodeCa !== undefined || uiNodeInsecure))
        started.error('error: --ui-node-ca and --ui-node-insecure need --ui-node');
    });
}

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
