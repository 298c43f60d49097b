import { setTimeout as sleep } from 'node:timers/promises';
import { awsPorts } from '../../lib/onboarding/adapters/aws-ports';
import { paced } from '../../lib/onboarding/adapters/pace';
import { noticeDelivery } from '../../lib/notices/adapters/notice-delivery';
import { runNotices, type RunReport } from '../../lib/notices/run';
import type { NoticeSettings } from '../../lib/notices/settings';
import { NOTICES_METRICS, NOTICES_SETTINGS } from './contract';

/** Less than half of what the control plane allows the account (10 calls a second): deployments and commands go first. */
const CONTROL_PLANE = { ratePerSecond: 4, burst: 4 };

/** Everything that the function takes from its process. */
export interface NoticesHost {
  readonly environmentVariables: NodeJS.ProcessEnv;
  readonly settings: NoticeSettings;
  readonly now: () => Date;
  /** Writes to the log; the text ends its own lines. */
  readonly write: (text: string) => void;
}

/** Makes the function: each call sends the notices that are due, and writes a line with metrics. */
export function noticesFunction({ environmentVariables, settings, now, write }: NoticesHost): () => Promise<void> {
  const { environment } = settings;
  const clock = { now: () => performance.now(), sleep };
  const config = { endpoints: {}, maxAttempts: 5 };
  const aws = awsPorts(config, clock, { controlPlane: paced(CONTROL_PLANE, clock) });
  const delivery = noticeDelivery(config, settings, {
    table: environmentVariables[NOTICES_SETTINGS.table] ?? '',
    topicArn: environmentVariables[NOTICES_SETTINGS.topicArn],
    now,
  });
  const onProblem = (message: string) => write(`${JSON.stringify({ level: 'error', environment, message })}\n`);
  return async () => {
    const { credentials, metering, gateways } = aws;
    const ports = { ...delivery, credentials, metering, gateways, logs: () => aws.logs(), now, onProblem };
    write(`${logLine(environment, await runNotices(ports, settings), now())}\n`);
  };
}

/** The line of a run, with metrics in embedded metric format (CloudWatch user guide). */
function logLine(environment: string, { sent, failed, quotasNearlyUsed }: RunReport, now: Date): string {
  const { namespace, ...names } = NOTICES_METRICS;
  const Metrics = Object.values(names).map((Name) => ({ Name }));
  return JSON.stringify({
    _aws: {
      Timestamp: now.getTime(),
      CloudWatchMetrics: [{ Namespace: namespace, Dimensions: [['environment']], Metrics }],
    },
    level: failed === 0 ? 'info' : 'error',
    environment,
    [names.runs]: 1,
    [names.sent]: sent,
    [names.failures]: failed,
    [names.quotasNearlyUsed]: quotasNearlyUsed,
  });
}
