/** Failed attempts with one consumer key from one source, as `sourceOf` returns it. */
export interface SourceFailures {
  readonly source: string;
  readonly failures: number;
  readonly locked: boolean;
  /** End of the lock, or of the time in which further failures are added. DynamoDB removes a record days later. */
  readonly endsAt: Date;
}

/** Failed attempts at gateways with a lockout, by the name of a gateway's table. */
export interface FailureTable {
  /** Of one consumer key, those that have ended included. */
  of(table: string, consumerKey: string): Promise<readonly SourceFailures[]>;
  /** Succeeds if there is no such record. */
  forget(table: string, consumerKey: string, source: string): Promise<void>;
}

/** Reports of Contributor Insights. */
export interface FailureReports {
  /** The contributors that a rule counted most often, with their keys in the rule's order. */
  contributors(
    rule: string,
    from: Date,
    to: Date,
  ): Promise<readonly { readonly keys: readonly string[]; readonly count: number }[]>;
}
