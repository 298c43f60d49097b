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
    ['environment', 'unit'],
    ['gateway', 'unit/alpha'],
    ['consumerKey', '$context.authorizer.consumerKey'],
    ['reseller', '$context.authorizer.reseller'],
    ['tier', '$context.authorizer.tier'],
    ['reason', '$context.authorizer.reason'],
    ['requestId', '$context.extendedRequestId'],
    ['amznRequestId', '$context.requestId'],
    ['status', '$context.status'],
    ['tlsVersion', '$context.tlsVersion'],
    ['userAgent', '$context.identity.userAgent'],
    ['authorizerLatencyMs', '$context.authorizer.latency'],
    ['authorizerError', '$context.authorizer.error'],
  ])('has %s', (field, value) => {
    expect(fields[field]).toBe(value);
  });
});

describe('the access log', () => {
  const DOMAINS = [{ name: 'api.alpha.test', certificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/e-9' }];
  const fieldsOf = (...declared: Parameters<typeof resellerTemplate>) => {
    const stage = onlyResource(resellerTemplate(...declared), 'AWS::ApiGateway::Stage').Properties;
    return JSON.parse((stage['AccessLogSetting'] as { Format: string }).Format) as Record<string, string>;
  };

  test('names the subject of the client certificate where consumers present one', () => {
    const mutualTls = { truststore: 's3://bucket-3/a.pem', version: 'v.5' };
    expect(fieldsOf({ domains: DOMAINS, mutualTls })['clientCertificateSubject']).toBe(
      '$context.identity.clientCert.subjectDN',
    );
    expect(fieldsOf()).not.toHaveProperty('clientCertificateSubject');
  });

  test('has the decision of the web ACL where there is one', () => {
    const fields = fieldsOf({}, { protection: { webAcl: { managedRules: true } } });
    expect([fields['webAcl'], fields['webAclError']]).toEqual(['$context.wafResponseCode', '$context.waf.error']);
    expect(fieldsOf()).not.toHaveProperty('webAcl');
  });
});
