import { randomBytes } from 'node:crypto';
import { Readable, Writable } from 'node:stream';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { runCli } from '../../../lib/cli/run';
import type { Credentials } from '../../../lib/conformance/sign';
import { descriptorParameterName, type GatewayDescriptor } from '../../../lib/descriptor';
import type { Clients } from './clients';
import { ENVIRONMENT, TIER } from './scratch';

/** Reads the descriptor of a scratch gateway. */
export async function readScratchDescriptor(ssm: Clients['ssm'], reseller: string): Promise<GatewayDescriptor> {
  const { Parameter } = await ssm.send(
    new GetParameterCommand({ Name: descriptorParameterName(ENVIRONMENT, reseller) }),
  );
  return JSON.parse(Parameter?.Value ?? '') as GatewayDescriptor;
}

/**
 * Onboards a consumer with the CLI, as a provider would.
 *
 * @param rules options of the CLI
 * @throws Error with what the CLI printed
 */
export async function onboardConsumer(
  reseller: string,
  consumerKey: string,
  region: string,
  rules: readonly string[] = [],
): Promise<Credentials> {
  const consumerSecret = randomBytes(24).toString('base64url');
  let errors = '';
  const discard = new Writable({ write: (_chunk, _encoding, done) => done() });
  const stderr = new Writable({
    write(chunk: Buffer, _encoding, done) {
      errors += chunk.toString();
      done();
    },
  });
  const options = ['--tier', TIER, '--environment', ENVIRONMENT, '--region', region, '--secret-stdin', ...rules];
  const code = await runCli(
    ['consumer', 'onboard', reseller, '--key', consumerKey, ...options],
    {
      stdin: Readable.from([Buffer.from(consumerSecret)]),
      stdout: discard,
      stderr,
      environmentVariables: process.env,
      workingDirectory: process.cwd(),
      now: () => new Date(),
      interruption: () => AbortSignal.abort(),
      randomHex: (bytes) => randomBytes(bytes).toString('hex'),
    },
    { version: '0.0.0' },
  );
  if (code !== 0) throw new Error(`aps-gateway consumer onboard ended with ${code}: ${errors}`);
  return { consumerKey, consumerSecret };
}
