import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { Worker } from 'node:worker_threads';

import { FunctionError, type StreamedResult } from './invoke';
import type { FunctionModel } from '../template/rest-api-model';

/** What a function finds around it on localhost in place of AWS. */
export interface FunctionSurroundings {
  readonly awsEndpointUrl: string;
  readonly region: string;
  /** Host names that lead to the UI node simulator. */
  readonly dialledHosts: readonly string[];
  readonly dialAddress: string;
  readonly dialPort: number;
  /** PEM of the certificate authority that the simulator's certificate is of. */
  readonly certificateAuthority: string;
  /** Gets what the function writes to stdout and stderr. */
  readonly onOutput?: (functionName: string, text: string) => void;
}

interface Invocation {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
  body?: PassThrough;
}

/** Message from the worker thread. */
interface WorkerMessage {
  readonly id?: string;
  readonly type: 'ready' | 'result' | 'failed' | 'open' | 'chunk' | 'end';
  readonly result?: string;
  readonly errorMessage?: string;
  readonly metadata?: string;
  readonly chunk?: Uint8Array;
}

/**
 * Runs one function, the very files of its asset, in a worker thread with an environment of its own. One instance
 * serves requests side by side, where Lambda would start several. A time-out ends the instance, as it does on Lambda.
 */
export class FunctionHost {
  private worker: Worker | undefined;
  private readonly invocations = new Map<string, Invocation>();

  constructor(
    private readonly model: FunctionModel,
    private readonly surroundings: FunctionSurroundings,
  ) {}

  /** Starts the instance ahead of the first request. Resolves when its module is loaded. */
  async start(): Promise<void> {
    const worker = this.instance();
    await new Promise<void>((resolve, reject) => {
      worker.once('message', () => resolve()).once('error', reject);
    });
  }

  /** Invokes the function; throws a {@link FunctionError}. A streaming function gives a {@link StreamedResult}. */
  invoke(event: unknown): Promise<unknown> {
    const timeoutMs = this.model.timeoutSeconds * 1000;
    const id = randomUUID();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.expire(id), timeoutMs);
      this.invocations.set(id, { resolve, reject, timer });
      const context = {
        awsRequestId: id,
        functionName: this.model.name,
        functionVersion: '$LATEST',
        invokedFunctionArn: this.model.arn,
        memoryLimitInMB: String(this.model.memoryMegabytes),
        deadline: Date.now() + timeoutMs,
      };
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
      this.instance().postMessage({ id, event: JSON.stringify(event), context });
    });
  }

  async close(): Promise<void> {
    const { worker } = this;
    this.discard('The local gateway is closing.');
    await worker?.terminate();
  }

  private instance(): Worker {
    if (this.worker) return this.worker;
    const { codeDirectory, handler } = this.model;
    const { onOutput: _onOutput, awsEndpointUrl: _endpoint, region: _region, ...dialling } = this.surroundings;
    const worker = new Worker(join(__dirname, 'worker.cjs'), {
      env: this.environment(),
      // The thread needs none of the loaders that run this program.
      execArgv: [],
      stdout: true,
      stderr: true,
      workerData: { codeDirectory, handler, ...dialling },
    });
    const output = (text: Buffer) => this.surroundings.onOutput?.(this.model.name, text.toString('utf8'));
    worker.stdout.on('data', output);
    worker.stderr.on('data', output);
    worker.on('message', (message: WorkerMessage) => this.receive(message));
    worker.on('error', (error) => this.crash(worker, error.message));
    worker.on('exit', () => this.crash(worker, 'The function ended its process.'));
    this.worker = worker;
    return worker;
  }

  private environment(): Record<string, string> {
    const { awsEndpointUrl, region } = this.surroundings;
    return {
      ...this.model.environment,
      AWS_ENDPOINT_URL: awsEndpointUrl,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_LAMBDA_FUNCTION_NAME: this.model.name,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(this.model.memoryMegabytes),
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      TZ: ':UTC',
    };
  }

  private receive(message: WorkerMessage): void {
    const invocation = this.invocations.get(message.id ?? '');
    if (!invocation) return;
    switch (message.type) {
      case 'result':
        this.settle(message.id);
        return invocation.resolve(JSON.parse(message.result ?? 'null'));
      case 'failed':
        this.settle(message.id);
        invocation.body?.destroy(new Error(message.errorMessage));
        return invocation.reject(new FunctionError('error', message.errorMessage ?? ''));
      case 'open': {
        const body = new PassThrough();
        // Whoever stopped listening is told by the stream's end, not by a crash.
        body.on('error', () => undefined);
        invocation.body = body;
        const answer: StreamedResult = { metadata: JSON.parse(message.metadata ?? '{}'), body };
        return invocation.resolve(answer);
      }
      case 'chunk':
        invocation.body?.write(message.chunk);
        return;
      case 'end':
        this.settle(message.id);
        invocation.body?.end();
        return;
      case 'ready':
    }
  }

  private settle(id: string | undefined): void {
    const invocation = this.invocations.get(id ?? '');
    if (!invocation) return;
    clearTimeout(invocation.timer);
    this.invocations.delete(id ?? '');
  }

  private expire(id: string): void {
    const invocation = this.invocations.get(id);
    if (!invocation) return;
    this.settle(id);
    const message = `Task timed out after ${this.model.timeoutSeconds.toFixed(2)} seconds`;
    invocation.body?.destroy(new Error(message));
    invocation.reject(new FunctionError('timeout', message));
    const { worker } = this;
    this.discard('The function instance ended.');
    void worker?.terminate();
  }

  private crash(worker: Worker, message: string): void {
    if (this.worker === worker) this.discard(message);
  }

  private discard(message: string): void {
    this.worker = undefined;
    for (const [id, invocation] of this.invocations) {
      this.settle(id);
      invocation.body?.destroy(new Error(message));
      invocation.reject(new FunctionError('error', message));
    }
  }
}
