/** One call that reached the stand-ins. */
export interface AwsCall {
  readonly service: AwsService;
  /** Name in the service's API reference. */
  readonly operation: string;
}

/** Services that have a stand-in, by the name in the credential scope. */
export type AwsService = 'secretsmanager' | 'ssm' | 'apigateway' | 'dynamodb';

/** What goes wrong with a call: `drop` closes the connection without an answer. */
export type FaultKind = 'delay' | 'throttle' | 'error' | 'deny' | 'drop';

/** A fault to inject. */
export interface Fault {
  readonly kind: FaultKind;
  /** Operations that it hits; all when absent. */
  readonly operation?: string;
  readonly service?: AwsService;
  /** How many calls it hits; every one when absent. */
  readonly times?: number;
  /** `afterwards`: the operation is carried out and only its answer is lost (for `error` and `drop`). */
  readonly when?: 'instead' | 'afterwards';
  /** For `delay`. */
  readonly milliseconds?: number;
}

/** The faults that are switched on. */
export class Faults {
  private readonly active = new Map<Fault, number>();

  /** Switches a fault on; the function that it returns switches it off. */
  inject(fault: Fault): () => void {
    this.active.set(fault, fault.times ?? Number.POSITIVE_INFINITY);
    return () => this.active.delete(fault);
  }

  /** The fault that a call meets, counted as used, or `undefined`. */
  take(call: AwsCall): Fault | undefined {
    for (const [fault, left] of this.active) {
      if ((fault.operation ?? call.operation) !== call.operation) continue;
      if ((fault.service ?? call.service) !== call.service) continue;
      if (left <= 1) this.active.delete(fault);
      else this.active.set(fault, left - 1);
      return fault;
    }
    return undefined;
  }
}
