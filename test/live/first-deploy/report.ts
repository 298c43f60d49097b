import type { Check } from '../../../lib/preflight/check';
import { UNSETTLED } from '../probes';
import type { Finding } from './question';

/** Everything that a first deploy found. */
export interface FirstDeployReport {
  readonly lab: string;
  readonly region: string;
  readonly date: Date;
  /** Versions of this package, of the CDK and of Node.js. */
  readonly versions: string;
  readonly preflight: readonly Check[];
  readonly findings: readonly Finding[];
  /** Reason why the run ended early. */
  readonly interrupted?: string;
  /** Resources that could not be removed. */
  readonly left: readonly string[];
}

/** Open questions that a scratch gateway cannot ask. */
const NOT_ASKED = [
  'Private nodes: the raw request line at a node behind a VPC link (needs a VPC with nodes).',
  'A web ACL: which lawful requests its managed rules refuse (needs a month of traffic).',
  'An own KMS key: whether a failed first deployment leaves one (needs a key that is paid for a month).',
  "Whether the authorizer's event has Content-Length: others recorded none, and nothing depends on it.",
  ...UNSETTLED.map(({ question, settle }) => `${question} ${settle}.`),
];

/** Writes the report as Markdown. It names no account: ids of 12 digits are masked, and those
 * of which AWS shows the last four. */
export function toMarkdown(report: FirstDeployReport): string {
  const { lab, region, date, versions, preflight, findings, interrupted, left } = report;
  const text = [
    '# First deploy',
    `${lab}, ${region}, ${date.toISOString().slice(0, 16)}Z. ${versions}`,
    ...(interrupted === undefined ? [] : [`**Not finished:** ${interrupted}`]),
    ...(left.length === 0 ? [] : ['**Could not be removed:**', bullets(left)]),
    '| question | verdict |\n| --- | --- |\n' +
      findings.map(({ question, verdict }) => `| ${cell(question.question)} | ${verdict} |`).join('\n'),
    ...findings.map(section),
    '## Not asked',
    bullets(NOT_ASKED),
    '## The account before',
    preflight.length === 0
      ? 'It was not checked.'
      : '| checked | verdict | found |\n| --- | --- | --- |\n' +
        preflight.map((check) => `| ${cell(check.checked)} | ${check.verdict} | ${cell(check.found)} |`).join('\n'),
  ].join('\n\n');
  return `${masked(text)}\n`;
}

function section({ question, verdict, observation }: Finding): string {
  return [
    `## ${question.question}`,
    `\`${question.id}\`: ${verdict}`,
    `**Expected:** ${question.expectation}`,
    `**Observed:**\n\n\`\`\`text\n${observation}\n\`\`\``,
  ].join('\n\n');
}

const bullets = (lines: readonly string[]) => lines.map((line) => `- ${line}`).join('\n');
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const masked = (text: string) => text.replaceAll(/\b\d{12}\b|\*{8}\d{4}\b/g, '<account>');
