import type { Attempt, FailureRecord, FailureStore } from '../../../lambda/authorizer/lockout/failure-store';

/** A table of failed attempts in memory, which counts the calls and can be down. */
export class MemoryFailures implements FailureStore {
  readonly records = new Map<string, FailureRecord>();
  reads = 0;
  writes = 0;
  down: 'no' | 'reads' | 'writes' = 'no';

  async read({ consumerKey, source }: Attempt): Promise<FailureRecord | undefined> {
    this.reads += 1;
    if (this.down === 'reads') throw new RangeError('the table is down');
    return this.records.get(`${consumerKey} ${source}`);
  }

  async write(
    { consumerKey, source }: Attempt,
    { failures, locked, endsAt }: Parameters<FailureStore['write']>[1],
  ): Promise<void> {
    this.writes += 1;
    if (this.down === 'writes') throw new TypeError('the table is down');
    this.records.set(`${consumerKey} ${source}`, { failures, locked, endsAt });
  }
}
