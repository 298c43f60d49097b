import type { Readable } from 'node:stream';

/** Reports that a function was invoked and failed. */
export class FunctionError extends Error {
  override readonly name = 'FunctionError';

  constructor(
    /** `timeout` if it did not answer in time, `error` if it threw. */
    readonly kind: 'timeout' | 'error',
    message: string,
  ) {
    super(message);
  }
}

/**
 * Invokes the function with this ARN and returns its result, or a {@link StreamedResult}.
 * @throws FunctionError if the function throws or exceeds its timeout
 */
export type Invoke = (functionArn: string, event: unknown) => Promise<unknown>;

/** Result of a function that streams: its metadata first, then its body. */
export interface StreamedResult {
  readonly metadata: unknown;
  readonly body: Readable;
}
