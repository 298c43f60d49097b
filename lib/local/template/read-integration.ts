import type { Properties } from './properties';
import type { IntegrationModel, MockResponse } from './rest-api-model';
import { TemplateError } from './template';

/** API Gateway's default integration timeout; the longest too, unless its limit is raised (documented). */
const DEFAULT_TIMEOUT_MS = 29_000;

/** Longest pause of a streamed answer at a regional endpoint (documented). */
const STREAM_IDLE_MS = 300_000;

/**
 * Reads a method's `Integration`.
 * @throws TemplateError for a type that the local gateway does not serve
 */
export function readIntegration(integration: Properties): IntegrationModel {
  const type = integration.text('Type');
  const timeoutMs = integration.optionalNumber('TimeoutInMillis') ?? DEFAULT_TIMEOUT_MS;
  const streamed = integration.optionalText('ResponseTransferMode') === 'STREAM';
  const streaming = streamed ? { streaming: { idleMs: STREAM_IDLE_MS } } : {};
  switch (type) {
    case 'HTTP_PROXY':
      return {
        type,
        method: integration.text('IntegrationHttpMethod'),
        uri: integration.text('Uri'),
        requestParameters: integration.textMap('RequestParameters'),
        timeoutMs,
        ...streaming,
      };
    case 'AWS_PROXY':
      return {
        type,
        functionArn: functionArn(integration.text('Uri')),
        requestParameters: integration.textMap('RequestParameters'),
        timeoutMs,
        ...streaming,
      };
    case 'MOCK':
      return {
        type,
        requestTemplates: supportedTemplates(integration.textMap('RequestTemplates')),
        passthrough: passthrough(integration.optionalText('PassthroughBehavior')),
        responses: integration.children('IntegrationResponses').map(readMockResponse),
      };
    default:
      throw new TemplateError(`The local gateway serves HTTP_PROXY, AWS_PROXY and MOCK integrations, got ${type}.`);
  }
}

function functionArn(uri: string): string {
  const arn = /functions\/(arn:[^/]+)\/(?:response-streaming-)?invocations$/.exec(uri)?.[1];
  if (arn === undefined) throw new TemplateError(`An AWS_PROXY integration does not name a function: ${uri}`);
  return arn;
}

function passthrough(value: string | undefined): 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES' | 'NEVER' {
  return value === 'NEVER' || value === 'WHEN_NO_TEMPLATES' ? value : 'WHEN_NO_MATCH';
}

function readMockResponse(response: Properties): MockResponse {
  const selectionPattern = response.optionalText('SelectionPattern');
  return {
    statusCode: Number(response.text('StatusCode')),
    parameters: response.textMap('ResponseParameters'),
    templates: supportedTemplates(response.textMap('ResponseTemplates')),
    ...(selectionPattern === undefined ? {} : { selectionPattern }),
  };
}

/** Refuses templates with more than `$context` and `$stageVariables`: failing at start is better than a wrong body. */
function supportedTemplates(templates: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  for (const template of Object.values(templates)) {
    const unsupported = /#(?:if|set|foreach|else|end|define|macro)\b|\$(?:input|util)\b/.exec(template);
    if (unsupported)
      throw new TemplateError(`The local gateway does not render ${unsupported[0]} in mapping templates.`);
  }
  return templates;
}
