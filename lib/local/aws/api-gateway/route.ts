import { ServiceInput } from '../service-input';

/** A parsed request to the control plane. */
export interface ControlPlaneRequest {
  /** Decoded path parameters in the order of the pattern. */
  readonly ids: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

/** One answer of the control plane. */
export interface ControlPlaneAnswer {
  readonly status: number;
  readonly body?: unknown;
}

/** An operation: its name in the API reference, and the method and path of its requests. */
export interface ControlPlaneRoute {
  readonly operation: string;
  readonly method: string;
  /** Path with `{}` for each parameter. */
  readonly path: string;
  run(request: ControlPlaneRequest): ControlPlaneAnswer;
}

/** Patch operation of the Update calls (PatchOperation, API reference). */
export interface PatchOperation {
  readonly op: string;
  readonly path: string;
  readonly value: string;
}

/** Reads the patch operations of a body. */
export function patchOperations(body: Readonly<Record<string, unknown>>): readonly PatchOperation[] {
  return new ServiceInput(body).structures('patchOperations').map((operation) => ({
    op: operation.text('op') ?? '',
    path: operation.text('path') ?? '',
    value: operation.text('value') ?? '',
  }));
}
