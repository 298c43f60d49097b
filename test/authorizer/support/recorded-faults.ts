import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A wrongly signed request, as `vectors/README.md` describes it. */
export interface RecordedFault {
  readonly client: string;
  readonly method: string;
  readonly url: string;
  readonly authorization: string;
  readonly contentType: string | null;
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly timestamp: number;
  readonly transformation: string;
  readonly body?: string;
}

/** The recorded requests, in the order of the file. */
export function recordedFaults(): readonly RecordedFault[] {
  return readFileSync(join(__dirname, '../vectors/recorded-faults.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as RecordedFault);
}
