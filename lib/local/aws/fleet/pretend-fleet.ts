/** A deployed CloudFormation stack. */
export interface PretendStack {
  /** Such as `CREATE_COMPLETE`. */
  status: string;
  /** Result of the last drift detection. */
  drift: 'DRIFTED' | 'IN_SYNC' | 'NOT_CHECKED';
  driftCheckedAt?: Date;
  tags?: Readonly<Record<string, string>>;
}

/** A certificate of ACM. */
export interface PretendCertificate {
  status: string;
  type: 'AMAZON_ISSUED' | 'IMPORTED';
  expiresAt: Date;
}

/** An alarm in state ALARM. */
export interface PretendAlarm {
  name: string;
  since: Date;
  reason: string;
}

/** Resources of deployed gateways that a status reads, except those of API Gateway. `npm start` fills it from the templates; tests change it. */
export class PretendFleet {
  /** By name. */
  readonly stacks = new Map<string, PretendStack>();
  /** By ARN. */
  readonly certificates = new Map<string, PretendCertificate>();
  /** States by name. */
  readonly functions = new Map<string, string>();
  /** Environment variables of functions, by name. */
  readonly variables = new Map<string, Readonly<Record<string, string>>>();
  /** Only those that are open. */
  readonly alarms: PretendAlarm[] = [];
}
