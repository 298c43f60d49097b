import { describingFields } from '../../../../lib/console/web/actions/action';
import { CONSUMER_FIELDS } from '../../../../lib/console/api/consumer-fields';

const OPEN = { audience: 'external', mutualTls: false, operationGroups: {} } as const;

function rulesAt(access: Parameters<typeof describingFields>[0]['access'], fields = CONSUMER_FIELDS) {
  return describingFields({ tiers: [], fields, ...(access && { access }) }, true);
}

const optionsAt = (...given: Parameters<typeof rulesAt>) => rulesAt(...given).map(({ option }) => option);

const SPECIAL = ['source-vpc-endpoints', 'client-certificates', 'groups', 'security-level'];

test('a form leaves out rules that cannot hold at the gateway', () => {
  expect(optionsAt(OPEN).filter((option) => SPECIAL.includes(option))).toEqual([]);
});

test.each([
  ['source-vpc-endpoints', { ...OPEN, audience: 'both' as const }],
  ['client-certificates', { ...OPEN, mutualTls: true }],
  ['groups', { ...OPEN, operationGroups: { ordering: 'B' } }],
  ['security-level', { ...OPEN, operationGroups: { ordering: 'B' } }],
])('a form has the rule %s where it can hold', (option, access) => {
  expect(optionsAt(access)).toContain(option);
});

test('a form has every rule until the gateway is known', () => {
  expect(optionsAt(undefined)).toEqual(expect.arrayContaining(SPECIAL));
});

test('a rule that a consumer has is in the form, so that it can be removed', () => {
  const fields = CONSUMER_FIELDS.map((field) => (field.option === 'groups' ? { ...field, text: 'old' } : field));

  expect(optionsAt(OPEN, fields)).toContain('groups');
});

test('the hint about groups names those of the gateway with their levels', () => {
  const groups = rulesAt({ ...OPEN, operationGroups: { ordering: 'B', reports: 'A' } }).find(
    ({ option }) => option === 'groups',
  );

  expect(groups?.hint).toMatch(/: ordering \(level B\), reports \(level A\)$/);
});
