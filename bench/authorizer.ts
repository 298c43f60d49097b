import { benchColdStart } from './authorizer/cold-start';
import { benchUnknownKeys } from './authorizer/unknown-keys';
import { benchUnknownSubjects } from './authorizer/unknown-subjects';
import { benchVerification } from './authorizer/verification';
import { benchWarmHandler } from './authorizer/warm';

/** Prints the costs of the authorizer, each next to its reference from the same run: medians of this many rounds. */
async function main(rounds: number): Promise<void> {
  benchVerification(rounds);
  benchUnknownKeys(rounds);
  await benchUnknownSubjects(rounds);
  await benchWarmHandler(rounds);
  await benchColdStart(rounds, Math.min(300, 20 * rounds));
}

void main(Number(process.argv[2] ?? 15));
