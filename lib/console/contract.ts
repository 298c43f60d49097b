/** Answers of the console's server, as the page reads them. Only types: both sides import them. */

/** `GET /api/session`. */
export interface Session {
  readonly environment: string;
  /** Version of this package. */
  readonly version: string;
  /** Actions are refused. */
  readonly readOnly: boolean;
  /** `npm start` serves the page: requests can be sent from it. */
  readonly local: boolean;
}

/** Answer of an operation that a command of the CLI carries out. */
export interface CommandResult<T> {
  /** JSON that the command printed. */
  readonly result: T;
  /** Lines that the command wrote for the person at the terminal. */
  readonly notices: readonly string[];
}

/** Body of every answer that is not 2xx. */
export interface Failure {
  readonly code: 'failed' | 'usage' | 'notFound' | 'conflict' | 'readOnly' | 'signedOut';
  /** What failed, and what to do. */
  readonly message: string;
}

/** A refusal that a caller can get, with its remedy; `GET /api/refusals` lists them. */
export interface ExplainedRefusal {
  readonly code: string;
  readonly status: number;
  readonly problem?: string;
  readonly message: string;
  readonly remedy: string;
}
