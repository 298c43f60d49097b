import type { StatusFinding } from '../../status/finding';
import type { FleetMember } from '../../status/fleet';
import type { Verification } from '../../verify/last-verification';
import type { Output } from './output';
import { table } from './output';

type Colors = Output['colors'];

/** A gateway in a status. */
export interface GatewayReport {
  readonly resellerId: string;
  readonly serves: readonly string[];
  readonly state: FleetMember['state'];
  readonly url?: string;
  /** `unknown` for stacks of versions that did not publish it; absent if it is not deployed. */
  readonly packageVersion?: string;
  /** Absent if it could not be counted. */
  readonly consumers?: number;
  /** The last whole verification; null if there was none, absent if it could not be read. */
  readonly verification?: Pick<Verification, 'at' | 'held' | 'failed' | 'unknown' | 'backends'> | null;
  readonly findings: readonly StatusFinding[];
}

/** The status of an environment. */
export interface FleetReport {
  readonly environment: string;
  /** ISO 8601. */
  readonly at: string;
  /** Findings that need action. */
  readonly attention: number;
  /** Parts that could not be read. */
  readonly unknown: number;
  /** Findings about what the gateways share. */
  readonly shared: readonly StatusFinding[];
  readonly gateways: readonly GatewayReport[];
}

/** A line for each gateway, then its findings, then a summary. */
export async function describeFleet(report: FleetReport, colors: Colors): Promise<string> {
  const { environment, gateways, shared } = report;
  const head = ['RESELLER', 'STATE', 'VERSION', 'CONSUMERS', 'VERIFIED', 'ALARMS', 'ATTENTION', 'UNKNOWN'];
  const rows = gateways.map(({ resellerId, state, packageVersion = '', consumers, verification, findings }) => [
    resellerId,
    state,
    packageVersion,
    String(consumers ?? ''),
    verification === null ? 'never' : (verification?.at.slice(0, 10) ?? ''),
    String(findings.filter(({ code }) => code === 'alarm').length),
    String(severe(findings, 'attention').length),
    String(severe(findings, 'unknown').length),
  ]);
  const common = commonFindings(gateways);
  const isCommon = (finding: StatusFinding) => common.some((one) => isSame(one, finding));
  const sections = [
    rows.length === 0 ? `No gateways in environment ${environment}.` : await table(head, rows, colors),
    section(`environment ${environment}`, shared, colors),
    section(`each of the ${gateways.length} gateways`, common, colors),
    ...gateways.map(({ resellerId, findings }) =>
      section(
        resellerId,
        findings.filter((finding) => !isCommon(finding)),
        colors,
      ),
    ),
    summary(report),
  ];
  return sections.filter((text) => text !== '').join('\n\n');
}

/** Unreadable parts that all gateways have in common, such as a missing permission. */
function commonFindings(gateways: readonly GatewayReport[]): readonly StatusFinding[] {
  const [first, ...others] = gateways.map(({ findings }) => severe(findings, 'unknown'));
  if (!first || others.length === 0) return [];
  return first.filter((one) => others.every((findings) => findings.some((other) => isSame(one, other))));
}

/** Tests whether two parts are the same except for the resource that a missing permission is for. */
function isSame(a: StatusFinding, b: StatusFinding): boolean {
  return a.severity === b.severity && a.subject === b.subject && withoutResource(a) === withoutResource(b);
}

function withoutResource({ message }: StatusFinding): string {
  return message.replace(/ for arn:[^\s]+?(?=\.? |\.?$)/, '');
}

function severe(findings: readonly StatusFinding[], severity: StatusFinding['severity']): readonly StatusFinding[] {
  return findings.filter((finding) => finding.severity === severity);
}

function section(title: string, findings: readonly StatusFinding[], colors: Colors): string {
  if (findings.length === 0) return '';
  const ordered = (['attention', 'unknown', 'note'] as const).flatMap((severity) => severe(findings, severity));
  return [colors.bold(title), ...ordered.map((finding) => linesOf(finding, colors))].join('\n');
}

function linesOf({ severity, subject, message, remedy }: StatusFinding, colors: Colors): string {
  const color = { attention: colors.red, unknown: colors.yellow, note: colors.dim }[severity];
  const line = `  ${color(severity.padEnd(9))}  ${subject}: ${message}`;
  return remedy === undefined ? line : `${line}\n             do: ${remedy}`;
}

function summary({ attention, unknown, gateways }: FleetReport): string {
  const unread = unknown === 0 ? '' : ` ${unknown} ${unknown === 1 ? 'part' : 'parts'} could not be read.`;
  const versions = new Set(gateways.flatMap(({ packageVersion }) => packageVersion ?? []));
  const mixed = versions.size < 2 ? '' : ` Stacks of ${versions.size} versions: ${[...versions].join(', ')}.`;
  const found = attention === 1 ? '1 finding needs attention.' : `${attention} findings need attention.`;
  return `${attention === 0 ? 'Nothing needs attention.' : found}${unread}${mixed}`;
}
