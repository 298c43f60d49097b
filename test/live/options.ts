import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import input from '@inquirer/input';
import password from '@inquirer/password';
import type { Target } from '../../lib/conformance/target';

/** Options of a live run. */
export interface LiveOptions {
  readonly environment: string;
  /** The reseller whose gateway is called; the environment's only one when absent. */
  readonly reseller?: string;
  readonly region?: string;
  /** Origin to connect to instead of the gateway's own address, as with curl's --connect-to. */
  readonly connect?: string;
  /** PEM of the authorities to trust. */
  readonly ca?: string;
  readonly json: boolean;
  /** Between two requests. */
  readonly pauseMilliseconds: number;
}

/** Slow enough for the smallest tier that a provider would sell. */
const PAUSE_MILLISECONDS = '250';

export const USAGE = `npm run test:live -- --environment NAME [--reseller ID] [--region REGION] [--json]
                     [--connect ORIGIN] [--ca FILE] [--pause MILLISECONDS]

Runs the conformance suite and the probes against a gateway that is deployed on AWS, and prints expectation against
observation. It writes nothing to the platform. The AWS credentials need ssm:GetParametersByPath and
apigateway:GET.

The consumer comes from APS_GATEWAY_CONSUMER_KEY and APS_GATEWAY_CONSUMER_SECRET, from a prompt, or from standard input
as JSON: {"consumer": {"consumerKey": …, "consumerSecret": …}}; there "suspended", "otherGateway", "metered",
"throttled" and "spare" can be added, so that their cases run as well (metered: on a tier with a quota of three, which
is used up; throttled: on a tier of one request a second; spare: on a tier with priority 9, while the level that
"aps-gateway shed --from 9" sets holds).`;

/** @throws Error with a message for the caller */
export function readOptions(args: readonly string[]): LiveOptions | 'help' {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const pause = { ...text, default: PAUSE_MILLISECONDS };
  const { values } = parseArgs({
    args: [...args],
    options: {
      environment: text,
      reseller: text,
      region: text,
      connect: text,
      ca: text,
      pause,
      json: flag,
      help: flag,
    },
  });
  const pauseMilliseconds = Number(values.pause);
  if (!(pauseMilliseconds >= 0)) throw new Error(`--pause takes milliseconds, got ${JSON.stringify(values.pause)}`);
  if (values.help) return 'help';
  if (!values.environment) throw new Error('--environment NAME is missing');
  const { environment, reseller, region, connect, ca, json } = values;
  return {
    environment,
    json,
    pauseMilliseconds,
    ...(reseller && { reseller }),
    ...(region && { region }),
    ...(connect && { connect }),
    ...(ca && { ca: readFileSync(ca, 'utf8') }),
  };
}

/** Reads the consumers from variables, a prompt or standard input; never from the command line. */
export async function readConsumers(env: NodeJS.ProcessEnv): Promise<Target['consumers']> {
  const { APS_GATEWAY_CONSUMER_KEY: consumerKey, APS_GATEWAY_CONSUMER_SECRET: consumerSecret } = env;
  if (consumerKey && consumerSecret) return { consumer: { consumerKey, consumerSecret } };
  if (!process.stdin.isTTY) return parseConsumers(readFileSync(0, 'utf8'));
  return {
    consumer: {
      consumerKey: consumerKey ?? (await input({ message: 'Consumer key' })),
      consumerSecret: await password({ message: 'Consumer secret' }),
    },
  };
}

function parseConsumers(text: string): Target['consumers'] {
  try {
    const consumers = JSON.parse(text) as Partial<Target['consumers']> | null;
    const { consumerKey, consumerSecret } = consumers?.consumer ?? {};
    if (consumerKey && consumerSecret) return consumers as Target['consumers'];
  } catch {
    // Reported below: the parser's own message would quote the input.
  }
  throw new Error('standard input must be JSON with consumer.consumerKey and consumer.consumerSecret');
}
