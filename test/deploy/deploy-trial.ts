import { Cdk } from './cdk';
import { ACCOUNT, type Emulator, REGION, startEmulator } from './emulator';
import type { Steps } from './steps';
import { writeTrialEnvironment } from './trial-environment';

/** Deploys the trial environment to a fresh emulator, uses it, and takes it down. */
export async function deployTrial(steps: Steps): Promise<void> {
  const emulator = await steps.step('the emulator answers', () => startEmulator());
  const onSignal = () => void emulator.stop().finally(() => process.exit(130));
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    await useEmulator(steps, emulator);
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    await emulator.stop();
  }
}

async function useEmulator(steps: Steps, emulator: Emulator): Promise<void> {
  const cdk = new Cdk(emulator);
  writeTrialEnvironment('https://localhost:8443');
  await steps.step('cdk bootstrap', async () => void (await cdk.bootstrap(`aws://${ACCOUNT}/${REGION}`)));
  await steps.step('cdk deploy of the platform and two resellers', async () => void (await cdk.deploy()));
}
