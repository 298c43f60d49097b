import type { MockIntegration, MockResponse } from '../../template/rest-api-model';
import { evaluateMapping, type Lookup, substitute } from '../expressions';
import { type HeaderList, headerValue, type OutgoingResponse } from '../../http/http-message';
import { Rejection } from '../rejection';

const HEADER_TARGET = 'method.response.header.';

/**
 * Answers a request from a MOCK integration.
 * @throws Rejection if its templates do not lead to a response
 */
export function answerFromMock(
  integration: MockIntegration,
  requestHeaders: HeaderList,
  lookup: Lookup,
): OutgoingResponse {
  const template = requestTemplate(integration, requestHeaders);
  const response = selectResponse(integration.responses, statusIn(template, lookup));
  if (response === undefined) throw new Rejection('API_CONFIGURATION_ERROR', 'Internal server error');

  const [contentType, body] = Object.entries(response.templates)[0] ?? ['application/json', ''];
  const mapped = Object.entries(response.parameters).flatMap(([target, expression]): HeaderList => {
    const value = evaluateMapping(expression, lookup);
    return target.startsWith(HEADER_TARGET) && value !== undefined ? [[target.slice(HEADER_TARGET.length), value]] : [];
  });
  const typed = mapped.some(([name]) => name.toLowerCase() === 'content-type');
  return {
    status: response.statusCode,
    headers: typed ? mapped : [...mapped, ['Content-Type', contentType]],
    body: Buffer.from(substitute(body, lookup, '')),
  };
}

/** Template for the request's media type; a request without a type counts as JSON (documented). */
function requestTemplate(integration: MockIntegration, headers: HeaderList): string {
  const mediaType = (headerValue(headers, 'content-type') ?? 'application/json').split(';')[0]?.trim() ?? '';
  const template = integration.requestTemplates[mediaType];
  if (template !== undefined) return template;
  const none = Object.keys(integration.requestTemplates).length === 0;
  if (integration.passthrough === 'NEVER' || (integration.passthrough === 'WHEN_NO_TEMPLATES' && !none)) {
    throw new Rejection('UNSUPPORTED_MEDIA_TYPE', 'Unsupported Media Type');
  }
  // The body is passed through, and a body is not a mock request: 500 (inferred).
  throw new Rejection('API_CONFIGURATION_ERROR', 'Internal server error');
}

function statusIn(template: string, lookup: Lookup): string {
  const match = /["']?statusCode["']?\s*:\s*["']?(\d{3})/.exec(substitute(template, lookup, ''));
  if (match?.[1] === undefined) throw new Rejection('API_CONFIGURATION_ERROR', 'Internal server error');
  return match[1];
}

function selectResponse(responses: readonly MockResponse[], status: string): MockResponse | undefined {
  const selected = responses.find(
    ({ selectionPattern }) => selectionPattern && new RegExp(`^(?:${selectionPattern})$`).test(status),
  );
  return selected ?? responses.find(({ selectionPattern }) => !selectionPattern);
}
