import { onboardAll } from './consumers';
import { call } from './stages/call';
import { change } from './stages/change';
import { interrupt } from './stages/interrupt';
import { runLiveProgram } from './stages/live';
import { provision } from './stages/provision';
import { takeDown } from './stages/take-down';
import type { Steps } from './steps';
import { startTrial, type Trial } from './trial';

/** Deploys the trial environment to a fresh emulator, uses it, changes it, and takes it down. */
export async function deployTrial(steps: Steps): Promise<void> {
  const trial = await steps.step('the emulator and the UI node simulator answer', () => startTrial(steps));
  const onSignal = () => void trial.close().finally(() => process.exit(130));
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    await runStages(trial);
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    await trial.close();
  }
}

async function runStages(trial: Trial): Promise<void> {
  await provision(trial);
  const consumers = await onboardAll(trial);
  await call(trial, consumers);
  await runLiveProgram(trial, consumers);
  await change(trial, consumers);
  await interrupt(trial);
  const names = [
    ['alpha', 'crm'],
    ['beta', 'billing'],
    ['alpha', 'old'],
    ['alpha', 'small'],
  ] as const;
  await takeDown(trial, {
    secrets: names.map(([reseller, key]) => `aps-gateway/trial/${reseller}/${key}`),
    apiKeys: names.map(([, key]) => key),
  });
}
