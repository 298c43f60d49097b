import type { NodeFault } from './node-fault';

/** The parts of a request by which a fault is found. */
export interface FaultyRequest {
  readonly method: string;
  /** Raw target of the request line. */
  readonly target: string;
  /** Value of `Host`. */
  readonly host?: string | undefined;
  /** True if the request is not for a UI node: it gets only faults that name its host. */
  readonly isForOthers?: boolean;
}

/** A fault, and how many requests have got it. */
export interface FaultUse {
  readonly fault: NodeFault;
  readonly used: number;
}

/** The faults that a UI node plays at the moment. */
export class FaultList {
  private uses: { readonly fault: NodeFault; used: number }[] = [];

  /** Replaces all faults, and starts counting again. */
  replace(faults: readonly NodeFault[]): void {
    this.uses = faults.map((fault) => ({ fault, used: 0 }));
  }

  /** Returns the faults in their order. */
  list(): readonly FaultUse[] {
    return this.uses;
  }

  /** Returns the first fault that matches a request and is not used up, and counts it as used. */
  take(request: FaultyRequest): NodeFault | undefined {
    const use = this.uses.find(({ fault, used }) => used < (fault.times ?? Infinity) && matches(fault, request));
    if (use !== undefined) use.used += 1;
    return use?.fault;
  }
}

function matches({ method, path, host }: NodeFault, request: FaultyRequest): boolean {
  const [requested = ''] = request.target.split('?');
  const below = path === undefined || path.endsWith('/') ? path : `${path}/`;
  return (
    (host === undefined ? !request.isForOthers : host === request.host) &&
    (method === undefined || method === request.method) &&
    (path === undefined || requested === path || requested.startsWith(below ?? ''))
  );
}
