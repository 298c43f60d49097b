/** `GET /api/session`. */
export interface Session {
  readonly environment: string;
  /** Version of this package. */
  readonly version: string;
  /** Actions are refused. */
  readonly readOnly: boolean;
  /** `npm start` serves the page: requests can be sent from it. */
  readonly local: boolean;
  /** Path, with a secret in it, below which the welcome kits are, and the HTML of mails. */
  readonly pages: string;
  /** Mails are kept instead of sent, and can be read. */
  readonly mails: boolean;
  /** Options of commands that show the same in a terminal, such as `--environment=production`. */
  readonly commandOptions: string;
}

/** `POST /api/sign-in` with the token of the printed address. */
export interface SignedIn {
  /** Secret that the page sends in {@link KEY_HEADER} with every call. */
  readonly key: string;
}

/** Header of every call but the one that signs in. */
export const KEY_HEADER = 'X-Console-Key';

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
  /** The failure in words, with its remedy. */
  readonly message: string;
  /** The plan of the action as it is now, if it is no longer the one that was shown. */
  readonly plan?: readonly StepView[];
}

/** A reason of a refusal, with its remedy; `GET /api/refusals` lists them. */
export interface ExplainedRefusal {
  readonly code: string;
  /** Absent if only the logs have the reason: no caller gets it as a code. */
  readonly status?: number;
  readonly problem?: string;
  readonly message: string;
  readonly remedy: string;
  /** Texts at a gateway that accepts only bearer tokens, if they differ. */
  readonly withTokens?: string;
}

/** A known fault of clients; `GET /api/faults` lists them. */
export interface ExplainedFault {
  readonly id: string;
  /** Completes "The signature verifies with …". */
  readonly sentence: string;
  readonly remedy: string;
}

/** A fact or rule of a consumer; `GET /api/fields` lists them without a value. */
export interface ConsumerField {
  readonly name: string;
  /** Option of the commands, without `--`. */
  readonly option: string;
  readonly label: string;
  readonly help: string;
  /** A rule restricts the consumer; a fact only describes it. */
  readonly isRule: boolean;
  /** Its value for a consumer, as the option takes it; empty if it has none. */
  readonly text: string;
}

/** A step of a plan that an action shows or carries out. */
export interface StepView {
  readonly action: string;
  readonly target: string;
  readonly detail: string;
}

/** Body of an action. `dryRun` only shows the plan. */
export interface ActionBody {
  /** Absent for an action on the whole environment. */
  readonly reseller?: string;
  readonly consumerKey?: string;
  readonly options: Readonly<Record<string, string | true>>;
  /** Consumer secret of `onboard` and `rotate`; it goes to standard input, never to a command line. */
  readonly secret?: string;
  readonly dryRun: boolean;
  /** The plan that was shown. Without `dryRun`, the action is carried out only if this is still its plan. */
  readonly shown?: readonly StepView[];
}

/** Requests that the page can send on localhost; `POST /api/local/requests`. */
export const SAMPLE_REQUESTS = ['signed', 'forged', 'replayed', 'unsigned', 'throttled'] as const;
export type SampleRequest = (typeof SAMPLE_REQUESTS)[number];

/** Answer of a sent sample request. */
export interface SampleAnswer {
  readonly status: number;
  readonly body: string;
  /** Id by which `trace` finds it; empty without an answer. */
  readonly requestId: string;
}

/** `GET /api/local/mails`: mails that were kept instead of sent, in order. */
export interface KeptMails {
  readonly mails: readonly KeptMail[];
}

/** A mail, or a notice for a topic. */
export interface KeptMail {
  /** ISO 8601. */
  readonly at: string;
  readonly from: string;
  /** Empty for a topic. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** It has HTML, at `pages/mail/N` with its number N, counted from 0. */
  readonly html: boolean;
}
