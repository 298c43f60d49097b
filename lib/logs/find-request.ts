import { OnboardingError } from '../onboarding/errors';
import type { LogLine, LogRow, LogSearch } from '../onboarding/ports';
import { type LogEntry, readLogEntry, textOf } from './log-entry';
import type { LoggedRequest } from './request-join';

/** Most log groups of one query (StartQuery, API reference). */
const MOST_GROUPS = 50;
/** Queries that run at the same time. */
const AT_ONCE = 4;
/** Members of lines by which a request is found. */
const IDS = ['requestId', 'extendedRequestId', 'amznRequestId', 'traceId'];

/** Matches the ids of API Gateway and X-Ray. */
export const REQUEST_ID_PATTERN = /^[\w=+/.:-]{6,128}$/;

export interface RequestSearch {
  /** Names of log groups, those of one gateway next to each other. */
  readonly groups: readonly string[];
  /** The id in the answer's body, or that of one of the headers x-amz-apigw-id and x-amzn-RequestId. */
  readonly requestId: string;
  readonly from: Date;
  readonly to: Date;
}

/** A request and the log groups of the gateway that it was sent to. */
export interface FoundRequest {
  readonly request: LoggedRequest;
  readonly groups: readonly string[];
}

/**
 * Finds the lines about one request, with few queries: fifty log groups each, four at a time, until one has it.
 *
 * @returns `undefined` if no line has the id
 * @throws OnboardingError `conflict` when several requests have it: a caller can choose x-amzn-RequestId
 */
export async function findRequest(search: LogSearch, wanted: RequestSearch): Promise<FoundRequest | undefined> {
  const chunks = chunksOf(wanted.groups, MOST_GROUPS);
  for (const some of chunksOf(chunks, AT_ONCE)) {
    const found = (await Promise.all(some.map((groups) => entriesWith(search, { ...wanted, groups })))).flat();
    if (found.length > 0) return completed(search, wanted, found);
  }
  return undefined;
}

interface FoundEntry extends LogEntry {
  readonly logGroup: string;
}

async function entriesWith(search: LogSearch, wanted: RequestSearch): Promise<readonly FoundEntry[]> {
  const { groups: logGroup, requestId, from, to } = wanted;
  // A text search finds lines of every version and log; which member has the id is decided below.
  const query = `filter @message like ${JSON.stringify(requestId)} | sort @timestamp asc | fields @timestamp, @log, @message`;
  const rows = await search.query({ logGroup, query, from, to });
  return rows.flatMap((row): readonly FoundEntry[] => {
    const line = lineOf(row);
    const entry = readLogEntry(line);
    const named = entry && IDS.some((id) => textOf(entry.fields, id) === requestId);
    return named ? [{ ...entry, logGroup: line.logGroup }] : [];
  });
}

/** Adds the lines that have only the other id. */
async function completed(
  search: LogSearch,
  wanted: RequestSearch,
  found: readonly FoundEntry[],
): Promise<FoundRequest> {
  const ids = [...new Set(found.map(({ requestId }) => requestId))];
  const [requestId = '', ...others] = ids;
  if (others.length > 0) {
    throw new OnboardingError(
      'conflict',
      `${ids.length} requests have the id ${wanted.requestId}, which a caller can choose: trace one of ${ids.join(', ')}.`,
    );
  }
  const folder = (found[0]?.logGroup ?? '').replace(/[^/]+$/, '');
  const groups = wanted.groups.filter((name) => name.startsWith(folder));
  const more = requestId === wanted.requestId ? [] : await entriesWith(search, { ...wanted, groups, requestId });
  const lines: Record<string, LogEntry['fields']> = {};
  for (const entry of [...found, ...more]) lines[entry.log] ??= entry.fields;
  return { request: { requestId, lines }, groups };
}

function lineOf(row: LogRow): LogLine {
  const { '@log': log = '', '@message': text = '' } = row;
  return { logGroup: log.slice(log.indexOf(':') + 1), timeMs: 0, text };
}

function chunksOf<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
