import * as fc from 'fast-check';
import type { OperationRule } from '../../lambda/authorizer/contract';
import { permits } from '../../lib/config/operation-groups';
import { type GroupViews, lostGrants, lostGroups } from '../../lib/impact/lost-grants';

const CRM = { groups: ['ordering', 'reports'], securityLevel: 'B' } as const;
const READING: OperationRule = { path: '/aps/2/resources/**', methods: ['GET'] };
const ordering = (...operations: readonly OperationRule[]): GroupViews => ({ ordering: { level: 'B', operations } });

test('a group that goes is lost, and so is one whose level rises above the consumer', () => {
  const reports = { level: 'C', operations: [READING] } as const;

  expect(lostGroups(CRM, { ...ordering(READING), reports }, { reports: { ...reports, level: 'A' } })).toEqual([
    { group: 'ordering' },
    { group: 'reports', level: 'A' },
  ]);
});

test('a group that the consumer could not use or does not have is not lost', () => {
  const before = { ordering: { level: 'A', operations: [READING] }, other: { level: 'C' } } as const;

  expect(lostGroups(CRM, before, {})).toEqual([]);
});

test.each<[what: string, before: OperationRule[], after: OperationRule[], lost: string[]]>([
  ['an operation that goes', [READING, { path: '/aps/2/a', methods: ['PUT'] }], [READING], ['PUT /aps/2/a']],
  [
    'a method that goes',
    [{ path: '/aps/2/a', methods: ['GET', 'PUT'] }],
    [{ path: '/aps/2/a', methods: ['PUT'] }],
    ['GET /aps/2/a'],
  ],
  ['a narrower pattern', [READING], [{ path: '/aps/2/resources/*', methods: ['GET'] }], ['GET /aps/2/resources/**']],
  ['a wider pattern', [{ path: '/aps/2/resources/*/x-*', methods: ['GET'] }], [READING], []],
  ['all methods', [READING], [{ path: '/aps/2/resources/**' }], []],
  [
    'a part of a segment',
    [{ path: '/aps/2/a*', methods: ['GET'] }],
    [{ path: '/aps/2/ab*', methods: ['GET'] }],
    ['GET /aps/2/a*'],
  ],
])('%s: %j to %j loses %j', (_, before, after, lost) => {
  expect(
    lostGrants(CRM, ordering(...before), ordering(...after)).map(({ method, path }) => `${method} ${path}`),
  ).toEqual(lost);
});

test('what another group of the consumer allows is not lost', () => {
  const reports = { level: 'C', operations: [READING] } as const;

  expect(lostGrants(CRM, { ...ordering(READING), reports }, { ...ordering(), reports })).toEqual([]);
});

test('only what its own operations allow as well is lost', () => {
  const operations = [{ path: '/aps/2/resources/mine', methods: ['GET'] }];
  const narrower = ordering({ path: '/aps/2/resources/mine', methods: ['GET'] });

  expect(lostGrants({ ...CRM, operations }, ordering(READING), narrower)).toEqual([]);
  expect(lostGrants({ ...CRM, operations }, ordering(READING), ordering())).toEqual([
    { method: 'GET', path: '/aps/2/resources/mine' },
  ]);
  expect(lostGrants({ ...CRM, operations: 'readOnly' }, ordering({ path: '/aps/2/a' }), ordering())).toEqual([
    { method: 'GET', path: '/aps/2/a' },
  ]);
});

test('operations of a deployed group are not known, and not compared', () => {
  expect(lostGrants(CRM, { ordering: { level: 'B' } }, ordering())).toEqual([]);
});

const segment = fc.constantFrom('a', 'b', 'ab', '*', 'a*', '*b');
const rule = fc
  .record({
    segments: fc.array(segment, { minLength: 1, maxLength: 3 }),
    below: fc.boolean(),
    methods: fc.option(fc.subarray(['GET', 'POST'], { minLength: 1 }), { nil: undefined }),
  })
  .map(({ segments, below, methods }): OperationRule => {
    const path = `/${segments.join('/')}${below ? '/**' : ''}`;
    return { path, ...(methods && { methods }) };
  });
const path = fc
  .array(fc.constantFrom('a', 'b', 'ab', 'aab', 'c'), { minLength: 1, maxLength: 5 })
  .map((names) => `/${names.join('/')}`);

test('whatever the groups, a request that is refused after a change and not before is among what is lost', () => {
  fc.assert(
    fc.property(
      fc.array(rule, { maxLength: 4 }),
      fc.array(rule, { maxLength: 4 }),
      path,
      fc.constantFrom('GET', 'POST', 'DELETE'),
      (before, after, requested, method) => {
        fc.pre(permits(before, method, requested) && !permits(after, method, requested));
        const lost = lostGrants(CRM, ordering(...before), ordering(...after));

        expect(lost.some((one) => permits([{ path: one.path, methods: [one.method] }], method, requested))).toBe(true);
      },
    ),
  );
});
