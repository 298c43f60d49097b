import type { Colors } from 'picocolors/types';
import type { RequestRecord } from '../../logs/request-record';
import type { CheckResult, Stage, Story } from '../../logs/story';
import { LIKELY_REASONS } from '../refusals/likely-reasons';
import { printableText } from './printable';
import { consumerText } from './request-text';

type Line = readonly [name: string, text: string];

/**
 * Formats the story of a request, in the order in which it happened.
 *
 * @param links pages of the AWS console, by name
 */
export function storyText(story: Story, links: Readonly<Record<string, string>>, colors: Colors): string {
  const { record, names } = story;
  const lines: readonly Line[] = [
    ['when', whenText(record)],
    ['who', whoText(record)],
    ['asked', askedText(record)],
    ...story.stages.map((stage): Line => [stage.stage, stageText(stage, colors)]),
    ...(story.checks.length > 0 ? [['checks', checksText(story.checks)] as const] : []),
    ...(names
      ? ([
          ['headers', names.headers.join(', ')],
          ['Authorization', names.authorization.join(', ')],
          ['query', names.query.join(', ') || 'no parameters'],
        ] as const)
      : []),
    ['answer', answerText(record)],
    ['found in', `${record.logs.join(', ')} log${record.logs.length > 1 ? 's' : ''}`],
    ...Object.entries(links),
  ];
  const width = Math.max(...lines.map(([name]) => name.length));
  return [
    `${colors.bold(record.requestId)}  ${titleText(record, colors)}`,
    '',
    ...lines.map(([name, text]) => `${colors.dim(name.padEnd(width))}  ${text}`),
    ...explanation(story),
  ].join('\n');
}

function titleText({ status, reason = 'unknown' }: RequestRecord, { green, yellow, red }: Colors): string {
  if (status === undefined) return yellow(`not answered as far as the logs tell; ${reason}`);
  const text = reason === 'allowed' ? `${status} from the UI node` : `${status} ${reason}`;
  return (status < 400 ? green : status < 500 ? yellow : red)(text);
}

function whenText({ timeMs, latencyMs, gateway = 'unknown' }: RequestRecord): string {
  const took = latencyMs === undefined ? '' : `, took ${latencyMs} ms`;
  return `${new Date(timeMs).toISOString()}${took}, at the gateway ${gateway}`;
}

function whoText(record: RequestRecord): string {
  const { consumerKey, claimedConsumerKey, reseller, tier, sourceIp = 'an unknown address', userAgent } = record;
  const who =
    consumerKey !== undefined
      ? `${consumerKey} of ${reseller ?? 'unknown'}${tier === undefined ? '' : ` on tier ${tier}`}`
      : claimedConsumerKey === undefined
        ? 'unknown'
        : `${consumerText(record)}, a key that the request only claims`;
  return `${who}; from ${sourceIp}${userAgent === undefined ? '' : `, ${printableText(userAgent)}`}`;
}

function askedText({ method, path, host, route, tlsVersion }: RequestRecord): string {
  const parts = [
    `${method ?? 'unknown method'} ${printableText(path ?? 'unknown path')}`,
    ...(host === undefined ? [] : [`at ${printableText(host)}`]),
    ...(tlsVersion === undefined ? [] : [`over ${tlsVersion}`]),
    ...(route === undefined ? [] : [`route ${route}`]),
  ];
  return parts.join(', ');
}

function stageText({ outcome, ms, facts }: Stage, { green, yellow, red }: Colors): string {
  const paint = outcome === 'refused' ? yellow : outcome === 'failed' ? red : green;
  const details = Object.entries(facts).map(([name, value]) => `${name} ${printableText(value)}`);
  return [`${paint(outcome)}${ms === undefined ? '' : ` in ${ms} ms`}`, ...details].join('; ');
}

/** Groups checks by outcome, in their order. */
function checksText(checks: readonly CheckResult[]): string {
  const outcomes = [...new Set(checks.map(({ outcome }) => outcome))];
  return outcomes
    .map((wanted) => {
      const names = checks.filter(({ outcome }) => outcome === wanted).map(({ check }) => check);
      return `${wanted}: ${names.join(', ')}`;
    })
    .join('; ');
}

function answerText({ status, responseBytes }: RequestRecord): string {
  if (status === undefined) return 'unknown: the access log has no line yet';
  return `${status}${responseBytes === undefined ? '' : `, ${responseBytes} bytes`}`;
}

function explanation({ refusal, signatureFault }: Story): readonly string[] {
  if (!refusal) return [];
  const fault = signatureFault
    ? ['', `The signature verifies with ${signatureFault.sentence}. ${signatureFault.remedy}`]
    : [];
  const more = !signatureFault && Object.hasOwn(LIKELY_REASONS, refusal.code);
  return [
    '',
    refusal.message,
    refusal.remedy,
    ...(refusal.withTokens === undefined ? [] : [`At a gateway for bearer tokens only: ${refusal.withTokens}`]),
    ...fault,
    ...(more ? [`"aps-gateway explain ${refusal.code}" lists the most likely causes.`] : []),
  ];
}
