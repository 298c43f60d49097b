import type { Lab, StackResult } from '../lab';
import { type Question, seen } from '../question';

const PROTECTED = 'TerminationProtection';

/** Outcome of a deployment or of a deletion, with the reasons of a failure. */
export function describeResult({ succeeded, status, seconds, reasons }: StackResult): string {
  const outcome = `${succeeded ? 'succeeded' : 'failed'}, ${status || 'no stack'}, ${seconds.toFixed(0)} s`;
  return [outcome, ...reasons].join('\n');
}

async function deploy(lab: Lab) {
  const result = await lab.deployGateway();
  return seen(result.succeeded, describeResult(result));
}

/** A protected stack whose first create fails, deployed again before and after its cause is gone. */
async function failFirst(lab: Lab) {
  const first = await lab.deployFailing();
  await lab.mendFailing();
  const second = await lab.deployFailing();
  const refused = second.reasons.some((reason) => reason.includes(PROTECTED));
  return seen(
    !first.succeeded && first.status === 'ROLLBACK_COMPLETE' && (refused || second.succeeded),
    `first: ${describeResult(first)}\nagain, with the cause gone: ${describeResult(second)}`,
  );
}

async function destroy(lab: Lab) {
  const result = await lab.destroyGateway();
  return seen(result.succeeded, describeResult(result));
}

async function lateLogs(lab: Lab) {
  const before = await lab.logGroups();
  await lab.waitForLogs();
  const after = await lab.logGroups();
  const list = (groups: readonly string[]) => groups.join(', ') || 'none';
  return seen(
    after.length === before.length,
    `log groups right after the deletion: ${list(before)}\nafter the wait: ${list(after)}`,
  );
}

export const DEPLOY: Question = {
  id: 'deploy',
  question: 'Does a first deployment of platform and reseller succeed?',
  expectation: 'Every resource is created.',
  needs: ['stacks'],
  needsGateway: false,
  ask: deploy,
};

export const FAILED_CREATE: Question = {
  id: 'failed-create',
  question: 'What becomes of a protected stack whose first create fails?',
  expectation: `It rolls back to ROLLBACK_COMPLETE. A second deployment replaces it, or is refused because of ${PROTECTED}.`,
  needs: ['stacks'],
  needsGateway: true,
  ask: failFirst,
};

export const DESTROY: readonly Question[] = [
  {
    id: 'destroy',
    question: 'Does the deletion of a stack detach usage plans from their stage?',
    expectation: 'The stack is deleted. (API Gateway itself refuses to delete a plan with a stage.)',
    needs: ['stacks'],
    needsGateway: true,
    ask: destroy,
  },
  {
    id: 'late-logs',
    question: 'Does the access log group come back after the deletion?',
    expectation: 'No log group appears. One that does makes the next deployment of the same reseller fail.',
    needs: ['stacks'],
    needsGateway: false,
    ask: lateLogs,
  },
];
