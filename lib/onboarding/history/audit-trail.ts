/** A call to AWS that CloudTrail recorded. Its parameters may hold anything and are never shown as they are. */
export interface TrailEvent {
  readonly id: string;
  readonly at: Date;
  /** Name of the operation, such as `UpdateSecret`. */
  readonly name: string;
  /** ARN of the caller, or the AWS service that called. */
  readonly by?: string;
  /** IP address or AWS service that the call came from. */
  readonly address?: string;
  /** Code of the error that AWS answered; absent if the call succeeded. */
  readonly errorCode?: string;
  readonly request: unknown;
  readonly response: unknown;
}

/** Events to look up: CloudTrail filters by one attribute and by time. */
export interface TrailLookup {
  readonly attribute: 'EventName' | 'ResourceName';
  readonly value: string;
  readonly from: Date;
  readonly to: Date;
}

/** The event history of CloudTrail: management events of an account and Region, of the last 90 days. */
export interface AuditTrail {
  /** Events that match, newest first, page by page; each page is a call. */
  events(lookup: TrailLookup): AsyncIterable<readonly TrailEvent[]>;
}
