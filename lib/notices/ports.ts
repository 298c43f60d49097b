import type { GatewayDirectory } from '../onboarding/gateway-directory';
import type { CredentialsStore, LogSearch, Metering } from '../onboarding/ports';
import type { Mail } from './mail';

/** Sends mails. */
export interface Mailer {
  /**
   * @throws MailRefusedError if it was certainly not sent
   * @throws Error if it may have been sent
   */
  send(mail: Mail): Promise<void>;
}

/** A mail that was certainly not sent. The message says what to do. */
export class MailRefusedError extends Error {
  override readonly name = 'MailRefusedError';
}

/** The notices that were sent, and those that are being sent. */
export interface NoticeMemory {
  /** Tests whether a notice was sent, or is being sent. */
  has(id: string): Promise<boolean>;
  /**
   * Claims a notice for a few minutes. Returns false if it was sent, or another run has claimed it: a claim that is
   * neither confirmed nor released lapses, so that the notice of a run that crashed is sent by a later one.
   */
  claim(id: string): Promise<boolean>;
  /** Remembers a claimed notice as sent, for longer than it can be due. */
  confirm(id: string): Promise<void>;
  /** Gives a claim back: the next run may send the notice. */
  release(id: string): Promise<void>;
}

/** Everything that the delivery of notices needs. */
export interface DeliveryPorts {
  readonly mailer: Mailer;
  readonly memory: NoticeMemory;
}

/** Everything that a run needs. It reads the descriptions of credentials secrets and never their values. */
export interface NoticePorts extends DeliveryPorts {
  readonly credentials: Pick<CredentialsStore, 'list'>;
  readonly metering: Pick<Metering, 'quota' | 'usage'>;
  readonly gateways: Pick<GatewayDirectory, 'list'>;
  logs(): Promise<LogSearch>;
  now(): Date;
  /** Gets a sentence about each part that could not be read or sent; the others go on. */
  onProblem(problem: string): void;
}
