import { unitTests } from './unit-tests';

const units = unitTests();

test.each(['test/authorizer/authorize.test.ts', 'test/config/cidr.test.ts', 'test/onboarding/plan/onboard.test.ts'])(
  '%s is a unit test',
  (file) => expect(units).toContain(file),
);

test.each([
  ['synthesizes', 'test/gateway/integration/snapshot.test.ts'],
  ['bundles', 'test/authorizer/handler.test.ts'],
  ['starts a process', 'test/gateway/integration/app.test.ts'],
  ['starts a server', 'test/local/aws/stand-ins.test.ts'],
])('a test that %s is not (%s)', (_does, file) => expect(units).not.toContain(file));
