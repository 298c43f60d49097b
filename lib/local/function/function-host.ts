import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { Worker } from 'node:worker_threads';

import { FUNCTION_ACCESS_KEY } from '../aws/cloudtrail/cloudtrail';
import { FunctionError, type StreamedResult } from './invoke';
import type { FunctionModel } from '../template/rest-api-model';

/** Addresses at which a function on localhost finds AWS and the UI nodes, and the receivers of its output. */
export interface FunctionHostOptions {
  readonly awsEndpointUrl: string;
  readonly region: string;
  /** Host names that lead to the UI node simulator. */
  readonly dialledHosts: readonly string[];
  readonly dialAddress: string;
  readonly dialPort: number;
  /** PEM of the authority that issued the simulator's certificate. */
  readonly certificateAuthority: string;
  /** Factor by which the function's own timers run longer than on AWS. @default 1 */
  readonly timerFactor?: number;
  /** Gets the function's output on stdout and stderr. */
  readonly onOutput?: (functionName: string, text: string) => void;
}

interface Invocation {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
  body?: PassThrough;
}

/** A message from the worker thread. */
interface WorkerMessage {
  readonly id?: string;
  readonly type: 'ready' | 'result' | 'failed' | 'open' | 'chunk' | 'end';
  readonly result?: string;
  readonly errorMessage?: string;
  readonly metadata?: string;
  readonly chunk?: Uint8Array;
}

/**
 * Runs one function, from the files of its asset, in a worker thread with its own environment variables. One instance
 * serves concurrent requests, where Lambda would start several. A timeout ends the instance, as on Lambda.
 */
export class FunctionHost {
  private worker: Worker | undefined;
  private readonly invocations = new Map<string, Invocation>();

  constructor(
    private readonly model: FunctionModel,
    private readonly options: FunctionHostOptions,
  ) {}

  /** Starts the instance before the first request. Resolves once its module is loaded. */
  async start(): Promise<void> {
    const worker = this.instance();
    await new Promise<void>((resolve, reject) => {
      worker.once('message', () => resolve()).once('error', reject);
    });
  }

  /**
   * Invokes the function. A streaming function returns a {@link StreamedResult}.
   * @throws FunctionError
   */
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
    const { onOutput: _onOutput, awsEndpointUrl: _endpoint, region: _region, ...dialling } = this.options;
    const worker = new Worker(join(__dirname, 'worker.cjs'), {
      env: this.environmentVariables(),
      // The thread needs none of the loaders that run this program.
      execArgv: [],
      stdout: true,
      stderr: true,
      workerData: { codeDirectory, handler, ...dialling },
    });
    const output = (text: Buffer) => this.options.onOutput?.(this.model.name, text.toString('utf8'));
    worker.stdout.on('data', output);
    worker.stderr.on('data', output);
    worker.on('message', (message: WorkerMessage) => this.receive(message));
    worker.on('error', (error) => this.crash(worker, error.message));
    worker.on('exit', () => this.crash(worker, 'The function ended its process.'));
    this.worker = worker;
    return worker;
  }

  private environmentVariables(): Record<string, string> {
    const { awsEndpointUrl, region } = this.options;
    return {
      ...this.model.environment,
      AWS_ENDPOINT_URL: awsEndpointUrl,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: `${FUNCTION_ACCESS_KEY}${this.model.name}`,
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
        return resolveWith(invocation, message.result ?? 'null');
      case 'failed':
        this.settle(message.id);
        invocation.body?.destroy(new Error(message.errorMessage));
        return invocation.reject(new FunctionError('error', message.errorMessage ?? ''));
      case 'open': {
        const body = new PassThrough();
        // A reader that has gone must not crash the program.
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

/** Lambda's limit for the result of a function that does not stream, as its error message states it (observed). */
const MOST_RESULT_BYTES = 6_291_556;

function resolveWith({ resolve, reject }: Invocation, result: string): void {
  if (Buffer.byteLength(result) <= MOST_RESULT_BYTES) return resolve(JSON.parse(result));
  const message = `Response payload size exceeded maximum allowed payload size (${MOST_RESULT_BYTES} bytes).`;
  reject(new FunctionError('error', message));
}
