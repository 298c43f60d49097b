import type {
  ConsumerCounts,
  FindingView,
  FleetAnswers,
  FleetUsage,
  ResellerView,
  StatusView,
  VerificationSummary,
} from '../../contract';

/** Everything known so far except the resellers. */
export interface Known {
  readonly consumers: ConsumerCounts | undefined;
  readonly usage: FleetUsage | undefined;
  readonly status: StatusView | undefined;
  readonly answers: FleetAnswers | undefined;
}

/** A reseller with everything known about it. Members that are not known yet are absent. */
export interface FleetRow extends ResellerView {
  /** Resellers above it. */
  readonly depth: number;
  readonly consumers?: number;
  readonly calls?: number;
  readonly callsPerDay?: readonly number[];
  /** Answers 4xx of its own gateway. */
  readonly refusals?: number;
  readonly refusalsPerDay?: readonly number[];
  /** Findings of its gateway that need attention or could not be examined. */
  readonly findings?: readonly FindingView[];
  /** Findings of its gateway about an end that is near. */
  readonly endings?: readonly FindingView[];
  /** Attempts with keys of its gateway fail so often that an alarm is open: sources may be locked out. */
  readonly failedAttempts?: boolean;
  /** Null if its gateway was never verified, or if that is not known. */
  readonly verification?: VerificationSummary | null | 'unknown';
}

/** Codes of findings about an end that is near. */
const ENDINGS: ReadonlySet<string> = new Set(['certificateExpires', 'secretExpires', 'overlapEnds', 'consumerExpires']);

/** Tests whether a finding is about an end that is near. */
export function isEnding({ code }: FindingView): boolean {
  return ENDINGS.has(code);
}

function isFailedAttempts({ code, subject }: FindingView): boolean {
  return code === 'alarm' && subject.endsWith('-failed-attempts');
}

/** Rows in the order of the tree: each reseller is followed by those below it. */
export function fleetRows(resellers: readonly ResellerView[], known: Known): readonly FleetRow[] {
  const ids = new Set(resellers.map(({ resellerId }) => resellerId));
  const below = new Map<string | undefined, ResellerView[]>();
  for (const reseller of resellers) {
    const parent = ids.has(reseller.parent ?? '') ? reseller.parent : undefined;
    const siblings = below.get(parent);
    if (siblings) siblings.push(reseller);
    else below.set(parent, [reseller]);
  }
  const facts = factsOf(known);
  const branch = (parent: string | undefined, depth: number): FleetRow[] =>
    (below.get(parent) ?? []).flatMap((reseller) => [
      { ...reseller, depth, ...facts(reseller) },
      ...branch(reseller.resellerId, depth + 1),
    ]);
  return branch(undefined, 0);
}

function factsOf({ consumers, usage, status, answers }: Known) {
  const totals = new Map(usage?.totals.map((total) => [total.reseller, total.own.calls]));
  const gateways = new Map(status?.gateways.map((gateway) => [gateway.resellerId, gateway]));
  const answered = new Map(answers?.gateways.map(({ reseller, days }) => [reseller, days]));
  return ({ resellerId, gateway }: ResellerView): Partial<FleetRow> => {
    const calls = totals.get(resellerId);
    const used = usage?.perDay[resellerId];
    const own = gateways.get(gateway);
    const refused = answered.get(resellerId)?.map(({ status4xx }) => status4xx);
    return {
      ...(consumers && { consumers: consumers.counts[resellerId] ?? 0 }),
      ...(calls !== undefined && { calls }),
      ...(used && { callsPerDay: used.map((day) => day.calls) }),
      ...(refused && { refusals: refused.reduce((sum, day) => sum + day, 0), refusalsPerDay: refused }),
      ...(own && {
        findings: own.findings.filter((finding) => finding.severity !== 'note' && !isEnding(finding)),
        endings: own.findings.filter(isEnding),
        failedAttempts: own.findings.some(isFailedAttempts),
        verification: own.verification === undefined ? ('unknown' as const) : own.verification,
      }),
    };
  };
}
