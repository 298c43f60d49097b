import type { ConsumerRules, OperationRule } from '../../../lambda/authorizer/contract';
import { planUpdate } from '../../../lib/onboarding/plan/change';
import type { PlanContext } from '../../../lib/onboarding/plan/converge';
import { planOnboard } from '../../../lib/onboarding/plan/onboard';
import { apiKey, CONTEXT, consumer, currentState, GATEWAY, INTENT } from '../support/current-state';

describe('rules that a gateway can never serve', () => {
  const gateway = {
    ...GATEWAY,
    signatureMethods: ['HMAC-SHA1'],
    routes: [{ path: '/aps/2/resources' }, { path: '/aps/2/services/orders', methods: ['POST'] }],
  };
  const plan = (rules: ConsumerRules, context: PlanContext = { ...CONTEXT, gateway }) =>
    planOnboard(currentState('absent', []), { ...INTENT, rules }, context);

  test('are signature methods that it does not accept', () => {
    expect(() => plan({ signatureMethods: ['HMAC-SHA256'] })).toThrow(
      'never be served: the gateway of alpha accepts HMAC-SHA1, and the consumer may only sign with HMAC-SHA256.',
    );
  });

  test('are client certificates at a gateway without mutual TLS', () => {
    const rules = { clientCertificates: ['CN=crm'] };

    expect(() => plan(rules, { ...CONTEXT, gateway: { ...gateway, mutualTls: false } })).toThrow(
      'never be served: the gateway of alpha has no mutual TLS, so no client can present one of its certificates. Leave out the client certificates, or declare mutualTls for reseller alpha and deploy first.',
    );
  });

  test.each([true, undefined])('are not client certificates where mutual TLS is %s', (mutualTls) => {
    const open = { ...gateway, ...(mutualTls !== undefined && { mutualTls }) };

    expect(plan({ clientCertificates: ['CN=crm'] }, { ...CONTEXT, gateway: open })).toHaveLength(3);
  });

  test('are refused by an update, too', () => {
    const update = () =>
      planUpdate(
        currentState(consumer(), [apiKey()]),
        'alpha',
        { facts: {}, rules: { signatureMethods: ['HMAC-SHA256'] } },
        { ...CONTEXT, gateway },
      );

    expect(update).toThrow('would never be served');
  });

  test('are not looked for where an older gateway does not publish what it serves', () => {
    expect(plan({ signatureMethods: ['HMAC-SHA256'], operations: [{ path: '/aps/2/x' }] }, CONTEXT)).toHaveLength(3);
  });

  test.each<[string, OperationRule]>([
    ['another path', { path: '/aps/2/resource' }],
    ['a path above a route', { path: '/aps/2/services' }],
    ['a path next to a route', { path: '/aps/2/services/bills/*' }],
    ['another method of a route', { path: '/aps/2/services/orders', methods: ['GET'] }],
  ])('are operations with %s', (_what, rule) => {
    expect(() => plan({ operations: [rule] })).toThrow(
      'has no route for any of its operations; the routes are: /aps/2/resources; POST /aps/2/services/orders',
    );
  });

  test.each<[string, OperationRule]>([
    ['the path of a route', { path: '/aps/2/resources/' }],
    ['a path below a route', { path: '/aps/2/resources/*/users' }],
    ['everything below a path above a route', { path: '/aps/2/**', methods: ['POST'] }],
    ['a part of a segment', { path: '/aps/2/res*s' }],
    ['a method of a route', { path: '/aps/2/services/*', methods: ['GET', 'POST'] }],
  ])('are not operations with %s', (_what, rule) => {
    expect(plan({ operations: [rule] })).toHaveLength(3);
  });

  test('are not some operations among others that it serves', () => {
    expect(plan({ operations: [{ path: '/aps/2/nowhere' }, { path: '/aps/2/resources' }] })).toHaveLength(3);
  });

  test('is read-only where no route has GET', () => {
    const posting = { ...CONTEXT, gateway: { ...gateway, routes: gateway.routes.slice(1) } };

    expect(() => plan({ operations: 'readOnly' }, posting)).toThrow('has no route for any of its operations');
  });
});
