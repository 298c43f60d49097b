import { setTimeout as sleep } from 'node:timers/promises';

import type { AwsCall, AwsService, CallInterceptor, Interception } from '../../../lib/local/aws/call';
import { ServiceError } from '../../../lib/local/aws/service-error';
import { type AwsStandIns, type AwsStandInsOptions, startAwsStandIns } from '../../../lib/local/aws/stand-ins';
import { type TokenBucket, tokenBucket, type TokenRate } from '../../../lib/token-bucket';

/** A fault to inject; `drop` closes the connection without an answer. */
export interface Fault {
  readonly kind: 'delay' | 'throttle' | 'error' | 'deny' | 'drop';
  /** Operations that it hits; all if absent. */
  readonly operation?: string;
  readonly service?: AwsService;
  /** Number of calls that it hits; all of them if absent. */
  readonly times?: number;
  /** `afterwards`: the operation is carried out and only its answer is lost. */
  readonly when?: 'instead' | 'afterwards';
  /** For `delay`. */
  readonly delayMs?: number;
}

/** Faults that are switched on. */
class Faults {
  private readonly active = new Map<Fault, number>();

  /** Switches a fault on. The function that it returns switches it off. */
  inject(fault: Fault): () => void {
    this.active.set(fault, fault.times ?? Number.POSITIVE_INFINITY);
    return () => this.active.delete(fault);
  }

  /** Returns the fault that hits a call, and counts it. */
  take(call: AwsCall, when: Fault['when']): Fault | undefined {
    for (const [fault, left] of this.active) {
      if ((fault.operation ?? call.operation) !== call.operation) continue;
      if ((fault.service ?? call.service) !== call.service) continue;
      if ((fault.when ?? 'instead') !== when) continue;
      if (left <= 1) this.active.delete(fault);
      else this.active.set(fault, left - 1);
      return fault;
    }
    return undefined;
  }
}

/** Records every call to the stand-ins, fails those that a test wants to fail, and throttles the control plane. */
export class InterceptedCalls implements CallInterceptor {
  /** In order of arrival. */
  readonly calls: AwsCall[] = [];
  readonly faults = new Faults();
  /** Called, and waited for, after an operation and before its answer is written. */
  onCarriedOut: ((call: AwsCall) => void | Promise<void>) | undefined;

  /** @param controlPlane tokens of API Gateway's control plane; without them it never throttles */
  constructor(private readonly controlPlane: TokenBucket = () => 'taken') {}

  async before(call: AwsCall): Promise<Interception> {
    this.calls.push(call);
    const fault = this.faults.take(call, 'instead');
    if (fault?.kind === 'delay') await sleep(fault.delayMs ?? 0);
    else if (fault !== undefined) return interceptionOf(fault, call);
    return call.service === 'apigateway' && this.controlPlane() === 'empty' ? throttled(call) : undefined;
  }

  async after(call: AwsCall): Promise<Interception> {
    await this.onCarriedOut?.(call);
    const fault = this.faults.take(call, 'afterwards');
    return fault && interceptionOf(fault, call);
  }
}

/** Stand-ins with their intercepted calls. */
export type InterceptedStandIns = AwsStandIns & InterceptedCalls;

export interface InterceptedOptions extends AwsStandInsOptions {
  /** Rate at which the control plane throttles, as AWS does with 10 per second and a burst of 40. @default never */
  readonly controlPlaneRate?: TokenRate;
}

/** Starts the stand-ins with their calls intercepted. */
export async function startInterceptedStandIns(options: InterceptedOptions): Promise<InterceptedStandIns> {
  const { controlPlaneRate, now = () => new Date() } = options;
  const bucket = controlPlaneRate && tokenBucket(controlPlaneRate, () => now().getTime());
  const interceptor = new InterceptedCalls(bucket);
  return Object.assign(interceptor, await startAwsStandIns({ ...options, interceptor }));
}

function interceptionOf({ kind }: Fault, call: AwsCall): Interception {
  switch (kind) {
    case 'throttle':
      return throttled(call);
    case 'error':
      return new ServiceError('InternalServiceError', 'An error occurred on the server side.', 500);
    case 'deny':
      return denied(call);
    case 'delay':
    case 'drop':
      return 'disconnect';
  }
}

function throttled({ service }: AwsCall): ServiceError {
  return service === 'apigateway'
    ? new ServiceError('TooManyRequestsException', 'Too Many Requests', 429)
    : new ServiceError('ThrottlingException', 'Rate exceeded');
}

function denied({ service, operation }: AwsCall): ServiceError {
  const message = `User: arn:aws:iam::000000000000:user/somebody is not authorized to perform: ${service}:${operation}`;
  return new ServiceError('AccessDeniedException', message, service === 'apigateway' ? 403 : 400);
}
