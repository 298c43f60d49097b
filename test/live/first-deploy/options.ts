import { parseArgs } from 'node:util';

/** Options of a first deploy. */
export interface FirstDeployOptions {
  /** Asks localhost, which a program of this package serves. */
  readonly local: boolean;
  readonly yes: boolean;
  /** Removes what an earlier run left, and does nothing else. */
  readonly cleanUpOnly: boolean;
  /** Asks about an internal gateway as well, in a network of its own. */
  readonly internal: boolean;
  readonly region?: string;
  readonly node?: string;
  readonly connect?: string;
  readonly caFile?: string;
  readonly logWaitMs: number;
  readonly settleMs: number;
}

const MINUTE_MS = 60_000;
/** API Gateway delivers access logs some minutes late. */
const LOG_WAIT_MINUTES = '15';
/** Changes of a stage or a function reach every host of the data plane within this time. */
const SETTLE_SECONDS = '30';

export const FIRST_DEPLOY_USAGE = `npm run test:live -- --first-deploy [--internal] [--yes] [--region REGION] [--log-wait MINUTES]
                     [--settle SECONDS] [--node ORIGIN] [--connect ORIGIN] [--ca FILE]
npm run test:live -- --first-deploy --clean-up [--region REGION]
npm run test:live -- --first-deploy --local

Deploys a scratch reseller, provokes each open question about AWS, writes a report, and removes everything again. The
credentials must be allowed to do what a deployment does. --clean-up removes what an interrupted run left. --local asks
localhost, which needs no account. --node names an HTTPS origin that echoes requests, in place of a function.

--internal also deploys a gateway for an internal audience, and a VPC with three VPC endpoints and a function that calls
it. AWS bills each VPC endpoint by the hour, about a cent in most Regions. The run takes up to an hour longer, because
AWS deletes a function in a VPC slowly. The credentials need lambda:InvokeFunction, and CloudFormation's role must be
allowed to create a VPC.`;

/** @throws Error with a message for the caller */
export function readFirstDeployOptions(args: readonly string[]): FirstDeployOptions | 'help' {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      'first-deploy': flag,
      local: flag,
      yes: flag,
      'clean-up': flag,
      internal: flag,
      help: flag,
      region: text,
      node: text,
      connect: text,
      ca: text,
      'log-wait': { ...text, default: LOG_WAIT_MINUTES },
      settle: { ...text, default: SETTLE_SECONDS },
    },
  });
  if (values.help) return 'help';
  const { region, node, connect, ca } = values;
  return {
    local: values.local,
    yes: values.yes,
    cleanUpOnly: values['clean-up'],
    internal: values.internal,
    logWaitMs: duration('--log-wait', values['log-wait'], MINUTE_MS),
    settleMs: duration('--settle', values.settle, 1000),
    ...(region !== undefined && { region }),
    ...(node !== undefined && { node }),
    ...(connect !== undefined && { connect }),
    ...(ca !== undefined && { caFile: ca }),
  };
}

function duration(name: string, text: string, unitMs: number): number {
  const value = Number(text);
  if (text !== '' && value >= 0 && Number.isFinite(value)) return value * unitMs;
  throw new Error(`${name}: got ${JSON.stringify(text)}, expected a number of 0 or more`);
}
