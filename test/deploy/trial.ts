import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GatewayDescriptor } from '../../lib/descriptor';
import { ensureCertificates, type LocalCertificates } from '../../lib/local/certificates/certificate-authority';
import { type SimulatedUiNode, startSimulator } from '../../lib/local/ui-node/simulator';
import { localClient, readDescriptor } from '../conformance/read-descriptor';
import { Cdk } from './cdk';
import { type Emulator, REGION, startEmulator } from './emulator';
import { type Front, startFront } from './front';
import { WORK } from './paths';
import type { Steps } from './steps';
import { ENVIRONMENT, UI_NODE_HOST } from './trial-environment';

/** Everything that the stages of a run share. */
export interface Trial {
  readonly steps: Steps;
  readonly emulator: Emulator;
  readonly cdk: Cdk;
  readonly uiNode: SimulatedUiNode;
  readonly front: Front;
  readonly certificates: LocalCertificates;
  /** Consumer secrets that the platform generated, by consumer key. */
  readonly platformSecrets: Map<string, readonly string[]>;
  close(): Promise<void>;
}

/** Starts the emulator, a UI node simulator that it trusts, and the way to a gateway's own host name. */
export async function startTrial(steps: Steps): Promise<Trial> {
  const platformSecrets = new Map<string, readonly string[]>();
  const certificates = await ensureCertificates({
    directory: join(WORK, 'certificates'),
    hosts: ['localhost', UI_NODE_HOST, `*.execute-api.${REGION}.amazonaws.com`],
    now: new Date(),
  });
  const tls = certificates.server;
  // The property of every reseller names its gateway, whose host is known only after the deployment.
  const usersOf = (key: string, gatewayHost: string) => {
    const secrets = platformSecrets.get(key);
    return secrets ? [{ secrets, gatewayHost }] : [];
  };
  const uiNode = await startSimulator({ tls, port: 0, usersOf });
  const emulator = await startEmulator({ caFile: certificates.caFile, uiNodeHost: UI_NODE_HOST }).catch(
    async (error: unknown) => {
      await uiNode.close();
      throw error;
    },
  );
  const front = await startFront(tls, emulator.port);
  const close = async () => void (await Promise.all([front.close(), uiNode.close(), emulator.stop()]));
  return { steps, emulator, cdk: new Cdk(emulator), uiNode, front, certificates, platformSecrets, close };
}

/** Reads the descriptor that a deployed gateway publishes. */
export function readTrialDescriptor({ emulator }: Trial, resellerId: string): Promise<GatewayDescriptor> {
  return readDescriptor(localClient(emulator.endpoint), ENVIRONMENT, resellerId);
}

/** Reads the outputs of `cdk deploy --outputs-file`, by stack and name. */
export function readOutputs(): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return JSON.parse(readFileSync(join(WORK, 'outputs.json'), 'utf8')) as Record<string, Record<string, string>>;
}
