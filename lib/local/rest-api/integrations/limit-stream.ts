import { pipeline, type Readable, Transform } from 'node:stream';

/** Limits of a streamed answer, in milliseconds. */
export interface StreamLimits {
  /** Time left for the whole answer. */
  readonly totalMs: number;
  /** Longest pause. */
  readonly idleMs: number;
}

/** Passes a body on as it is, until it ends, takes too long or pauses for too long; then it breaks off. */
export function limitStream(body: Readable, { totalMs, idleMs }: StreamLimits): Readable {
  const limited = new Transform({
    transform(chunk, _encoding, done) {
      idle.refresh();
      done(null, chunk);
    },
  });
  const breakOff = (limit: string) => () => limited.destroy(new Error(`The streamed answer exceeded ${limit}.`));
  const idle = setTimeout(breakOff(`the idle timeout of ${idleMs} ms`), idleMs);
  const total = setTimeout(breakOff('the integration timeout'), totalMs);
  pipeline(body, limited, () => {
    clearTimeout(idle);
    clearTimeout(total);
  });
  return limited;
}
