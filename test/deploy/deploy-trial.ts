import { CONSUMERS } from './consumers';
import { call } from './stages/call';
import { change } from './stages/change';
import { runDocumentedCommands } from './stages/documented';
import { examine } from './stages/examine';
import { firstDeploy } from './stages/first-deploy';
import { interrupt } from './stages/interrupt';
import { runLiveProgram } from './stages/live';
import { offboardAllBut } from './stages/offboard';
import { onboard } from './stages/onboard';
import { operate } from './stages/operate';
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
  const staying = CONSUMERS.beta;
  await provision(trial);
  await onboard(trial);
  await call(trial, CONSUMERS);
  await runLiveProgram(trial, CONSUMERS);
  await examine(trial, CONSUMERS);
  await operate(trial, CONSUMERS);
  await change(trial, CONSUMERS);
  await interrupt(trial);
  await runDocumentedCommands(trial);
  await firstDeploy(trial);
  await offboardAllBut(trial, staying.consumerKey);
  await takeDown(trial, staying);
}
