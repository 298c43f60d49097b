import { checkDomain, checkNames } from '../../../lib/cutover/checks/domain';

const OWN = 'api.alpha.example';
const MADE_UP = 'a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com';
const TARGET = 'd-1234.execute-api.eu-central-1.amazonaws.com';

test.each([
  ['holds', OWN, [OWN], false],
  ['holds', OWN, ['first.alpha.example', OWN], false],
  ['holds', OWN, [], false],
  ['fails', OWN, ['next.alpha.example'], false],
  ['fails', OWN, ['next.alpha.example'], true],
  ['fails', MADE_UP, [], false],
  ['fails', `${MADE_UP}.cn`, [], false],
  ['holds', MADE_UP, [], true],
] as const)('the domain %s: %s, declared %j, accepted %s', (verdict, hostname, declared, accepted) => {
  expect(checkDomain(hostname, declared, accepted)).toMatchObject({ id: 'domain', verdict });
});

test('a domain that is declared but not deployed names both', () => {
  expect(checkDomain(OWN, ['next.alpha.example'], false).found).toBe(
    "The reseller's file declares next.alpha.example, but the deployed gateway has api.alpha.example.",
  );
});

test.each([
  ['holds', TARGET, { addresses: ['192.0.2.8'], leadsToTarget: true }],
  ['fails', TARGET, { addresses: ['192.0.2.9'], leadsToTarget: false }],
  ['holds', undefined, { addresses: ['192.0.2.9'], leadsToTarget: true }],
  ['fails', undefined, { problem: 'the name does not resolve (ENOTFOUND)' }],
] as const)('the DNS record %s for the target %s and %j', (verdict, target, read) => {
  expect(checkNames(OWN, target, read)).toMatchObject({ id: 'dns', verdict });
});

test('a record that leads elsewhere is answered with the record to make', () => {
  expect(checkNames(OWN, TARGET, { addresses: ['192.0.2.9'], leadsToTarget: false }).remedy).toContain(
    `${OWN}. CNAME ${TARGET}.`,
  );
});
