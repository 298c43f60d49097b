import type { LogLine } from '../onboarding/ports';

/** A log that is read page by page, with the lines of its current page that are still to come. */
interface Source {
  readonly pages: AsyncIterator<readonly LogLine[]>;
  lines: readonly LogLine[];
  at: number;
}

/** Merges logs, each of which is in the order of its times, into one such order. Reads no page before it is needed. */
export async function* mergeLines(logs: readonly AsyncIterable<readonly LogLine[]>[]): AsyncIterable<LogLine> {
  const sources = logs.map((log): Source => ({ pages: log[Symbol.asyncIterator](), lines: [], at: 0 }));
  // All first pages at once.
  let open = await withLines(sources);
  while (open.length > 0) {
    const next = open.reduce((first, one) => (timeOf(one) < timeOf(first) ? one : first));
    yield next.lines[next.at++]!;
    if (next.at === next.lines.length) open = await withLines(open);
  }
}

function timeOf({ lines, at }: Source): number {
  return lines[at]?.timeMs ?? Number.POSITIVE_INFINITY;
}

/** The sources that have a line, after reading the pages that are missing. A page may be empty. */
async function withLines(sources: readonly Source[]): Promise<readonly Source[]> {
  const filled = await Promise.all(sources.map((source) => fill(source)));
  return sources.filter((_source, index) => filled[index]);
}

async function fill(source: Source): Promise<boolean> {
  while (source.at === source.lines.length) {
    const page = await source.pages.next();
    if (page.done) return false;
    source.lines = page.value;
    source.at = 0;
  }
  return true;
}
