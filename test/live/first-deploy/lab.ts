import type { Answer } from '../../../lib/conformance/send';
import type { NodeRequest, Target } from '../../../lib/conformance/target';
import type { InternalGateway } from './internal-gateway';

/** Means of a lab that a question may need. */
export type Ability =
  /** REST APIs can be created and updated directly. */
  | 'controlPlane'
  /** Stacks can be deployed and destroyed. */
  | 'stacks'
  /** The node answers late on demand. */
  | 'slowNode'
  /** The authorizer's concurrency can be set to zero. */
  | 'functionControl'
  /** The stage's throttle can be changed. */
  | 'stageControl'
  /** SES can be asked to send mails. */
  | 'mail'
  /** A network with VPC endpoints can be deployed. */
  | 'network';

/** Outcome of a deployment or of a deletion. */
export interface StackResult {
  readonly succeeded: boolean;
  readonly seconds: number;
  /** The stack's last status; empty when there is no such stack. */
  readonly status: string;
  /** The reasons of the resources that failed, or the last lines of the CDK. */
  readonly reasons: readonly string[];
}

/** The scratch gateway as a consumer and its node see it. */
export interface ScratchGateway {
  readonly target: Target;
  /** The request that the node received before it sent this answer; `undefined` when the node did not answer. */
  nodeRequest(answer: Answer): NodeRequest | undefined;
}

/** The target of the questions: an account on AWS, the emulator, or localhost. */
export interface Lab {
  readonly name: string;
  /** Capabilities that are missing here, each with its reason. */
  readonly lacks: Readonly<Partial<Record<Ability, string>>>;
  /** Absent until it is deployed, and after it is destroyed. */
  gateway(): ScratchGateway | undefined;
  /** Absent until it is deployed. */
  internalGateway(): InternalGateway | undefined;

  /** Creates a REST API, Regional unless it says otherwise; returns its id. */
  createApi(name: string, security: ApiSecurity): Promise<string>;
  /** Replaces properties of a REST API. */
  updateApi(id: string, properties: Readonly<Record<string, string>>): Promise<void>;

  /** Deploys the scratch gateway, with its node and the platform stack, and onboards a consumer. */
  deployGateway(): Promise<StackResult>;
  /** Deploys a protected stack that must fail at its last resource. */
  deployFailing(): Promise<StackResult>;
  /** Removes what makes that stack fail. */
  mendFailing(): Promise<void>;
  /** Deploys a network with VPC endpoints and an internal gateway, and onboards its consumers. */
  deployInternal(): Promise<StackResult>;
  /** Deletes the scratch gateway's stack. */
  destroyGateway(): Promise<StackResult>;
  /** Log groups of the scratch environment. */
  logGroups(): Promise<readonly string[]>;

  /** Sets the concurrency of the authorizer's function to zero, or gives it back. */
  setAuthorizer(state: 'stopped' | 'running'): Promise<void>;
  /** Sets the throttle of every method of the stage, in requests per second. */
  throttleStage(ratePerSecond: number): Promise<void>;

  /** Sends a mail as notices are sent. Returns `accepted`, or the refusal with its remedy. */
  sendMail(from: string, to: string): Promise<string>;

  /** Waits for changes of the control plane to reach the data plane. */
  settle(): Promise<void>;
  /** Waits for logs that are delivered late. */
  waitForLogs(): Promise<void>;
}

/** TLS settings of a REST API, by the names of CreateRestApi. */
export interface ApiSecurity {
  readonly securityPolicy: string;
  readonly endpointAccessMode?: string;
  /** @default 'REGIONAL' */
  readonly endpointType?: 'REGIONAL' | 'PRIVATE';
}
