import { answerFromMock } from '../../../../lib/local/rest-api/integrations/mock';
import type { MockIntegration } from '../../../../lib/local/template/rest-api-model';
import { bodyOf, headerOf } from '../../support/rest-api-fixture';

const NOT_FOUND: MockIntegration = {
  type: 'MOCK',
  requestTemplates: { 'application/json': '{"statusCode": 404}' },
  passthrough: 'NEVER',
  responses: [
    {
      statusCode: 404,
      selectionPattern: '404',
      parameters: {
        'method.response.header.X-Id': 'context.extendedRequestId',
        'method.response.header.X-Fixed': "'yes'",
      },
      templates: { 'application/json': '{"id":"$context.extendedRequestId"}' },
    },
    { statusCode: 500, parameters: {}, templates: {} },
  ],
};
const lookup = (name: string) => (name === 'context.extendedRequestId' ? 'extended-7' : undefined);
const answer = (integration: MockIntegration, contentType?: string) =>
  answerFromMock(integration, contentType === undefined ? [] : [['Content-Type', contentType]], lookup);

test('answers with the status of the request template and the substituted body', () => {
  const response = answer(NOT_FOUND);
  expect([response.status, bodyOf(response)]).toEqual([404, '{"id":"extended-7"}']);
});

test('maps headers from context and from static values', () => {
  const { headers } = answer(NOT_FOUND);
  expect([headerOf(headers, 'X-Id'), headerOf(headers, 'X-Fixed'), headerOf(headers, 'Content-Type')]).toEqual([
    'extended-7',
    'yes',
    'application/json',
  ]);
});

test('takes the response without a pattern where none fits', () => {
  const requestTemplates = { 'application/json': '{"statusCode": 200}' };
  expect(answer({ ...NOT_FOUND, requestTemplates }).status).toBe(500);
});

test('ignores parameters of the media type', () => {
  expect(answer(NOT_FOUND, 'application/json; charset=utf-8').status).toBe(404);
});

test.each([
  ['NEVER', 'UNSUPPORTED_MEDIA_TYPE'],
  ['WHEN_NO_TEMPLATES', 'UNSUPPORTED_MEDIA_TYPE'],
  ['WHEN_NO_MATCH', 'API_CONFIGURATION_ERROR'],
] as const)('a media type without a template is, with passthrough %s, %s', (passthrough, responseType) => {
  expect(() => answer({ ...NOT_FOUND, passthrough }, 'text/plain')).toThrow(expect.objectContaining({ responseType }));
});

test('a request template without a status fails', () => {
  expect(() => answer({ ...NOT_FOUND, requestTemplates: { 'application/json': '{}' } })).toThrow(
    expect.objectContaining({ responseType: 'API_CONFIGURATION_ERROR' }),
  );
});
