import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { AnsweredRequest } from '../../../lib/local/terminal/answered-request';
import { type LocalGateway, startLocalGateway } from '../../../lib/local/start-local-gateway';
import type { ReceivedRequest } from '../../../lib/local/ui-node/simulator';
import { InterceptedCalls } from '../../support/aws/intercepted-calls';
import { Consumer } from './consumer';

export const RESOURCES = '/aps/2/resources';
export const ORDERS = '/aps/2/services/order-manager/orders';

/** An environment, the lab by default, served for all tests of a file; without limits unless they are asked for, as tests send faster than a tier allows. */
export class Served {
  local!: LocalGateway;
  readonly answered: AnsweredRequest[] = [];
  readonly accessLog: string[] = [];
  readonly internalErrors: unknown[] = [];
  readonly aws = new InterceptedCalls();
  private directory = '';

  constructor(
    private readonly environment = 'lab',
    private readonly configRoot?: string,
    private readonly limits: 'none' | 'declared' = 'none',
  ) {}

  async start(): Promise<void> {
    this.directory = mkdtempSync(join(tmpdir(), 'aps-gateway-test-'));
    this.local = await startLocalGateway({
      environment: this.environment,
      ...(this.configRoot && { configRoot: this.configRoot }),
      dataDirectory: this.directory,
      awsInterceptor: this.aws,
      onAnswered: (request) => this.answered.push(request),
      onAccessLog: (_reseller, line) => this.accessLog.push(line),
      onInternalError: (error) => this.internalErrors.push(error),
    });
    if (this.limits === 'declared') return;
    const { usagePlans } = this.local.state;
    for (const { id, name, stages } of usagePlans.values()) usagePlans.set(id, { id, name, stages });
  }

  async stop(): Promise<void> {
    await this.local?.close();
    rmSync(this.directory, { recursive: true, force: true });
  }

  get alpha(): Consumer {
    return this.consumerOf('alpha');
  }

  get beta(): Consumer {
    return this.consumerOf('beta');
  }

  /** The last request that reached the UI node. */
  get received(): ReceivedRequest {
    const last = this.local.uiNode.received.at(-1);
    if (last === undefined) throw new Error('no request has reached the UI node');
    return last;
  }

  /** Values of a header, its name in lower case, of the last request that reached the UI node. */
  receivedHeader(name: string): readonly string[] {
    return this.received.headers.filter(([candidate]) => candidate.toLowerCase() === name).map(([, value]) => value);
  }

  consumerOf(id: string): Consumer {
    const gateway = this.local.gateways.find(({ resellerId }) => resellerId === id);
    if (gateway === undefined) throw new Error(`${id} has no gateway`);
    return new Consumer(this.local, gateway);
  }
}
