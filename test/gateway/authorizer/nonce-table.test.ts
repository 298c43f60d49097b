import { has, resellerTemplate } from '../support/synthesis';

const template = resellerTemplate();

test('nonces are keyed by their claim', () =>
  has(template, 'AWS::DynamoDB::Table', { KeySchema: [{ AttributeName: 'claim', KeyType: 'HASH' }] }));

test('nonces expire', () =>
  has(template, 'AWS::DynamoDB::Table', { TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true } }));

test('the nonce table is billed per request', () =>
  has(template, 'AWS::DynamoDB::Table', { BillingMode: 'PAY_PER_REQUEST' }));

test('the nonce table is encrypted', () =>
  has(template, 'AWS::DynamoDB::Table', { SSESpecification: { SSEEnabled: true } }));

test('the nonce table can be recovered', () =>
  has(template, 'AWS::DynamoDB::Table', { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }));
