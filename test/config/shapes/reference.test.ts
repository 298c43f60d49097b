import { reference, referenceTable } from '../../../lib/config/shapes/reference';

test.each(['platform', 'reseller'] as const)('every key of a %s file has a meaning', (file) => {
  expect(reference(file).filter(({ description }) => description === '')).toEqual([]);
});

test.each([
  ['platform', 'uiNodes.private.healthCheck.path'],
  ['platform', 'tiers.*.quota.limit'],
  ['platform', 'uiNodes.private.nodes[].address'],
  ['reseller', 'domains[].hostedZone.id'],
  ['reseller', 'mutualTls.truststore'],
] as const)('the %s reference has %s', (file, key) => {
  expect(reference(file).map((row) => row.key)).toContain(key);
});

test('the table has a row for each key', () => {
  expect(referenceTable('reseller').split('\n')).toHaveLength(reference('reseller').length + 2);
});
