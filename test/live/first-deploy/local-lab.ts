import type { Target } from '../../../lib/conformance/target';
import type { Ability, Lab, ScratchGateway } from './lab';

const LACKS: Readonly<Record<Ability, string>> = {
  controlPlane: 'localhost has no API Gateway that creates REST APIs',
  stacks: 'localhost has no CloudFormation',
  slowNode: 'the UI node simulator answers at once',
  functionControl: 'localhost has no concurrency to take away',
  stageControl: 'localhost reads the throttle from the template only',
  mail: 'localhost keeps mails and verifies no sender',
  network: 'localhost has no VPC',
};

/** A lab on localhost, as far as a served template goes: only requests can be asked about. */
export class LocalLab implements Lab {
  readonly name = 'npm start';
  readonly lacks = LACKS;

  /** @param target a served gateway whose node's requests can be seen */
  constructor(private readonly target: Target) {}

  gateway(): ScratchGateway {
    return { target: this.target, nodeRequest: () => this.target.lastNodeRequest?.() };
  }

  internalGateway(): undefined {}

  createApi = refuse;
  updateApi = refuse;
  deployGateway = refuse;
  deployInternal = refuse;
  deployFailing = refuse;
  mendFailing = refuse;
  destroyGateway = refuse;
  logGroups = refuse;
  setAuthorizer = refuse;
  throttleStage = refuse;
  sendMail = refuse;
  settle = refuse;
  waitForLogs = refuse;
}

function refuse(): Promise<never> {
  return Promise.reject(new Error('localhost cannot do this'));
}
