import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { pathToFileURL } from 'node:url';

type Message = Readonly<{ id?: number; method?: string; params: Any; result?: Any }>;
// oxlint-disable-next-line typescript/no-explicit-any -- the inspector's messages have hundreds of shapes
type Any = Record<string, any>;

interface Script {
  readonly thread: string;
  readonly scriptId: string;
  readonly map: SourceMap;
}

/** A thread that stands at a breakpoint. */
export interface Paused {
  /** File URL and line, counted from 1, of the source, not of the bundle. */
  readonly source: string;
  readonly line: number;
  /** Evaluates an expression in the frame of a function that is on the stack. */
  evaluate(functionName: string, expression: string): Promise<unknown>;
  resume(): Promise<void>;
}

/** Debugs the worker threads of this process by the inspector's protocol, as an editor does. */
export class ThreadDebugger {
  private readonly session = new Session();
  private readonly answers = new Map<number, (result: Any) => void>();
  private readonly scripts: Script[] = [];
  private readonly threads: Promise<unknown>[] = [];
  private onPaused: (paused: Paused) => void = () => undefined;
  private lastId = 0;

  /** Attaches to each thread that runs this file from now on. */
  async start(file: string): Promise<void> {
    const url = pathToFileURL(file).href;
    this.session.connect();
    this.session.on('NodeWorker.attachedToWorker', ({ params }) => {
      if (params.workerInfo.url === url) this.threads.push(this.post(params.sessionId, 'Debugger.enable'));
    });
    this.session.on('NodeWorker.receivedMessageFromWorker', ({ params: { sessionId, message } }) => {
      this.receive(sessionId, JSON.parse(message) as Message);
    });
    await this.session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
  }

  stop(): void {
    this.session.disconnect();
  }

  /** Sets a breakpoint at the first line of a source file that holds a text; `paused` resolves when a thread is there. */
  async breakAt(file: string, text: string): Promise<{ readonly paused: Promise<Paused> }> {
    await Promise.all(this.threads);
    const sourceLine = readFileSync(file, 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(text));
    const source = pathToFileURL(file).href;
    const paused = new Promise<Paused>((resolve) => (this.onPaused = resolve));
    for (const { thread, scriptId, map } of this.scripts) {
      for (const location of generated(map, source, sourceLine)) {
        await this.post(thread, 'Debugger.setBreakpoint', { location: { scriptId, ...location } });
      }
    }
    return { paused };
  }

  private receive(thread: string, { id, method, params, result }: Message): void {
    if (id !== undefined) this.answers.get(id)?.(result ?? {});
    if (method === 'Debugger.scriptParsed') this.addScript(thread, params);
    if (method === 'Debugger.paused') this.onPaused(this.paused(thread, params));
  }

  private addScript(thread: string, { scriptId, sourceMapURL }: Any): void {
    const inline = /^data:application\/json;base64,(.*)$/.exec(String(sourceMapURL));
    if (!inline) return;
    const payload = JSON.parse(Buffer.from(inline[1] ?? '', 'base64').toString('utf8')) as SourceMapPayload;
    const sources = payload.sources.map((source) => new URL(source, payload.sourceRoot).href);
    this.scripts.push({
      thread,
      scriptId: String(scriptId),
      map: new SourceMap({ ...payload, sources, sourceRoot: '' }),
    });
  }

  private paused(thread: string, { callFrames }: Any): Paused {
    const { scriptId, lineNumber, columnNumber } = callFrames[0].location;
    const script = this.scripts.find((one) => one.thread === thread && one.scriptId === scriptId);
    const entry = script?.map.findEntry(lineNumber, columnNumber);
    return {
      source: entry && 'originalSource' in entry ? entry.originalSource : '',
      line: entry && 'originalLine' in entry ? entry.originalLine + 1 : 0,
      evaluate: async (functionName, expression) => {
        const frame = callFrames.find((one: Any) => one.functionName === functionName);
        const options = { callFrameId: frame?.callFrameId, expression, returnByValue: true };
        return (await this.post(thread, 'Debugger.evaluateOnCallFrame', options))['result']?.value;
      },
      resume: async () => void (await this.post(thread, 'Debugger.resume')),
    };
  }

  private post(sessionId: string, method: string, params: Any = {}): Promise<Any> {
    const id = ++this.lastId;
    const answer = new Promise<Any>((resolve) => this.answers.set(id, resolve));
    void this.session.post('NodeWorker.sendMessageToWorker', {
      sessionId,
      message: JSON.stringify({ id, method, params }),
    });
    return answer;
  }
}

/** The first place in the bundle of each line that a source's line became; lines are counted from 0. */
function generated(map: SourceMap, source: string, sourceLine: number): { lineNumber: number; columnNumber: number }[] {
  const lines = map.payload.mappings.split(';').length;
  return Array.from({ length: lines }, (_, line) => map.findEntry(line, 1000))
    .filter(
      (entry) => 'originalSource' in entry && entry.originalSource === source && entry.originalLine === sourceLine,
    )
    .flatMap((entry) => ('generatedLine' in entry ? [{ lineNumber: entry.generatedLine, columnNumber: 0 }] : []))
    .slice(0, 1);
}
