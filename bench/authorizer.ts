import { benchColdStart } from './authorizer/cold-start';
import { benchVerification } from './authorizer/verification';
import { benchWarmHandler } from './authorizer/warm';

/** Prints what the authorizer costs, each number beside its reference in the same run. */
async function main(): Promise<void> {
  benchVerification();
  await benchWarmHandler();
  await benchColdStart();
}

void main();
