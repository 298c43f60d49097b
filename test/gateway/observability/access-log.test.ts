import { onlyResource, resellerTemplate } from '../support/synthesis';

const template = resellerTemplate();

describe('access log', () => {
  const stage = onlyResource(template, 'AWS::ApiGateway::Stage').Properties;
  const format = (stage['AccessLogSetting'] as { Format: string }).Format;
  const fields = JSON.parse(format) as Record<string, string>;

  test.each(['authorization', 'querystring', 'query', 'apiKey', 'header', 'challenge'])('never has %s', (word) => {
    expect(format.toLowerCase()).not.toContain(word.toLowerCase());
  });

  test('fits the three kilobytes that API Gateway allows', () => {
    expect(format.length).toBeLessThan(3072);
  });

  test.each([
    ['gateway', 'unit/alpha'],
    ['consumerKey', '$context.authorizer.consumerKey'],
    ['reseller', '$context.authorizer.reseller'],
    ['tier', '$context.authorizer.tier'],
    ['reason', '$context.authorizer.reason'],
    ['requestId', '$context.extendedRequestId'],
    ['status', '$context.status'],
  ])('has %s', (field, value) => {
    expect(fields[field]).toBe(value);
  });
});
