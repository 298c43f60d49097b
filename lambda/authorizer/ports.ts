import type { KeyObject } from 'node:crypto';
import type { Clock } from './clock';
import type { CredentialsCache } from './consumers/credentials-cache';
import type { Consumer } from './consumers/consumer';
import type { TokenBucket } from './consumers/token-bucket';
import type { SignatureMethod } from './contract';
import type { ConsumerIdentity, Denied, Shed } from './decision';
import type { AuthorizerSettings } from './settings';
import type { AcceptableParameters } from './stages/read-parameters';
import type { SignedRequest } from './stages/read-request';
import type { Trace } from './trace';

/** Everything that a decision depends on, except the request. */
export interface AuthorizerPorts extends Brakes {
  readonly settings: AuthorizerSettings;
  readonly authenticate: Authenticate;
  readonly credentials: CredentialsCache;
  /** Credentials of consumers that send tokens, if others sign. Absent unless the gateway accepts both. */
  readonly tokenCredentials?: CredentialsCache;
  readonly nonces: NonceStore;
  readonly clock: Clock;
  /** Random key, against which the signatures of unknown consumers are verified. */
  readonly dummyKey: KeyObject;
  /** Bounds how often a signature that does not verify is tried against the known faults of clients. */
  readonly takeFaultTrial: TokenBucket;
}

/** Stages that a gateway may declare in addition; each is absent otherwise. */
export interface Brakes {
  readonly lockout?: LockoutStages;
  readonly shedding?: SheddingStages;
}

/** Stages that refuse tiers while the platform is busy. */
export interface SheddingStages {
  /** Starts to read the current level if that is due. */
  refresh(): void;
  /** Refuses an authenticated request whose tier has to wait. It keeps its nonce. */
  shedLoad(consumer: ConsumerIdentity, trace: Trace): Promise<Shed | undefined>;
}

/**
 * Proves which consumer sent a request. A request that proves none is denied, whether or not its consumer exists.
 *
 * @throws AuthorizerUnavailableError when the proof cannot be checked
 */
export type Authenticate = (
  request: SignedRequest,
  ports: AuthorizerPorts,
  trace: Trace,
) => Promise<Authenticated | Denied>;

/** A request whose consumer is proved. */
export interface Authenticated {
  readonly consumer: Consumer;
  /** Makes the request unique; absent if its proof does not. */
  readonly nonce?: NonceClaim;
  /** Absent if the request is not signed. */
  readonly signatureMethod?: SignatureMethod;
  /** The Authorization header for the UI nodes. */
  readonly authorization: string;
  /** Counts a replay; absent without a lockout. */
  readonly attempt?: LockoutAttempt | undefined;
}

/** The values that make a request unique (RFC 5849 §3.3), decoded. */
export interface NonceClaim {
  readonly consumerKey: string;
  readonly token: string;
  readonly timestamp: string;
  readonly nonce: string;
  /** Epoch seconds until which the claim must be remembered. */
  readonly rememberUntil: number;
}

/**
 * Claims a nonce in one atomic step: of any number of equal claims, exactly one returns `claimed`.
 *
 * @throws AuthorizerUnavailableError when the store cannot confirm the claim
 */
export type NonceStore = (claim: NonceClaim) => Promise<'claimed' | 'used'>;

/** Stages that lock sources out of consumer keys. Returns `undefined` for a request that cannot be locked out. */
export type LockoutStages = (
  request: Pick<SignedRequest, 'sourceIp' | 'vpcEndpoint'>,
  parameters: Pick<AcceptableParameters, 'consumerKey'>,
  trace: Trace,
) => LockoutAttempt | undefined;

/** The stages for one request. None throws: a lockout adds to signatures, which decide without it. */
export interface LockoutAttempt {
  /** Denies if this function instance knows a lock. Comes first, because it costs almost nothing. */
  guardKnownLock(): Promise<Denied | undefined>;
  /** Denies an authenticated request if there is a lock, by the table if need be. */
  guardCurrentLock(): Promise<Denied | undefined>;
  /** Counts a denial if it is a failure. Returns it, or the denial of a lock that another function instance made. */
  countFailure(denied: Denied): Promise<Denied>;
}
