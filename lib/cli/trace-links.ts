import type { FoundRequest } from '../logs/find-request';
import type { RequestRecord } from '../logs/request-record';
import { consolePage } from './console-links';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Returns pages of the AWS console about one request. */
export function traceLinks(
  region: string | undefined,
  { requestId, traceId, timeMs }: RequestRecord,
  { groups }: FoundRequest,
): Readonly<Record<string, string>> {
  const page = consolePage(region);
  const query = `fields @timestamp, @log, @message\n| filter @message like ${JSON.stringify(requestId)}\n| sort @timestamp asc`;
  return {
    ...(traceId !== undefined && { 'X-Ray': `${page}#xray:traces/${traceId}` }),
    'Logs Insights': `${page}#logsV2:logs-insights$3FqueryDetail$3D${insightsDetail(query, groups, timeMs)}`,
  };
}

/**
 * Writes the state of the Logs Insights page: AWS does not document it; this is what the console itself writes, with
 * `~`, `'` and parentheses encoded twice and `$` in place of `%`.
 */
function insightsDetail(query: string, groups: readonly string[], timeMs: number): string {
  const [start, end] = [timeMs - MINUTE_MS, timeMs + HOUR_MS].map((time) => new Date(time).toISOString());
  const sources = groups.map((name) => `~'${starred(name)}`).join('');
  const range = `end~'${starred(end ?? '')}~start~'${starred(start ?? '')}~timeType~'ABSOLUTE~tz~'UTC`;
  const detail = `~(${range}~editorString~'${starred(query)}~isLiveTail~false~source~(${sources}))`;
  return detail.replaceAll(/[~()']/g, (character) => `$25${hexOf(character).toUpperCase()}`);
}

function starred(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9_.-]/g, (character) => `*${hexOf(character)}`);
}

function hexOf(character: string): string {
  return character.charCodeAt(0).toString(16).padStart(2, '0');
}
