import { send } from '../../../../lib/conformance/send';
import type { Lab } from '../lab';
import { type Question, type Seen, seen } from '../question';
import { describeAnswer, gatewayOf, LIST, sendSigned } from './requests';

/** Path at which the scratch node answers too late. */
export const SLOW_PATH = `${LIST}/first-hour-slow`;
const REQUESTS = 20;

async function slowNode(lab: Lab) {
  const { answer } = await sendSigned(gatewayOf(lab), { method: 'GET', target: SLOW_PATH });
  return seen(answer.status === 504, describeAnswer(answer));
}

async function stoppedAuthorizer(lab: Lab) {
  await lab.setAuthorizer('stopped');
  try {
    await lab.settle();
    const { answer } = await sendSigned(gatewayOf(lab), { method: 'GET', target: LIST });
    const retryAfter = answer.headers['retry-after'] ?? 'none';
    return seen(answer.status === 503, `${describeAnswer(answer)}, Retry-After ${retryAfter}`);
  } finally {
    await lab.setAuthorizer('running');
  }
}

/** Unsigned requests over the stage's rate: the authorizer refuses each with 401, so a 429 comes from before it. */
async function throttleOrder(lab: Lab): Promise<Seen> {
  const { target } = gatewayOf(lab);
  await lab.throttleStage(1);
  await lab.settle();
  const unsigned = { method: 'GET', target: LIST, headers: {} };
  const answers = await Promise.all(Array.from({ length: REQUESTS }, () => send(target, unsigned)));
  const counts = new Map<number, number>();
  for (const { status } of answers) counts.set(status, (counts.get(status) ?? 0) + 1);
  const before = counts.has(429) ? 'before the authorizer' : 'after the authorizer, or not yet in force';
  const list = [...counts].map(([status, count]) => `${count} × ${status}`).join(', ');
  return { verdict: 'seen', observation: `${list}: the stage's throttle acts ${before}` };
}

/** Outages and throttles. The last one leaves the stage throttled, so nothing may be asked of it afterwards. */
export const OUTAGE_QUESTIONS: readonly Question[] = [
  {
    id: 'slow-node',
    question: 'Which status does a node that answers too late lead to?',
    expectation: '504 ui_node_unreachable, not the 500 of DEFAULT_5XX.',
    needs: ['slowNode'],
    needsGateway: true,
    ask: slowNode,
  },
  {
    id: 'stopped-authorizer',
    question: 'Which status does an authorizer that cannot run lead to?',
    expectation: '503 authorizer_unavailable with Retry-After, not the 500 of DEFAULT_5XX.',
    needs: ['functionControl'],
    needsGateway: true,
    ask: stoppedAuthorizer,
  },
  {
    id: 'throttle-order',
    question: "Does the stage's throttle act before or after the authorizer?",
    expectation: 'No source says. Before it, throttled requests cost no run of the function.',
    needs: ['stageControl'],
    needsGateway: true,
    ask: throttleOrder,
  },
];
