import { places, problemsOf } from './support/files';

test('a problem has the file, the line, the path, the value and what is allowed', () => {
  expect(problemsOf({ alpha: 'displayName: A\nthrottle:\n  rateLimit: 0\n  burstLimit: 5\n' })).toEqual([
    {
      file: 'config/unit/resellers/alpha.yaml',
      line: 3,
      path: 'throttle.rateLimit',
      value: '0',
      message: 'is not allowed',
      allowed: 'a whole number from 1 to 2147483647, or unlimited',
    },
  ]);
});

test('a problem with a name shows the name, and not what it names', () => {
  const operations = '[{ path: /aps/2/resources, methods: [GET] }]';
  const platform = `operationGroups:\n  Order Entry: { level: C, operations: ${operations} }`;

  expect(problemsOf({ platform })).toMatchObject([{ message: 'invalid name', value: '"Order Entry"' }]);
});

test('a problem of one reseller does not hide those of another', () => {
  const found = problemsOf({
    alpha: 'mutualTls: { truststore: s3://bucket/key, version: v.1 }',
    bravo: 'domains: [{ name: UPPER.example }]',
  });
  expect(places(found)).toContain('alpha.yaml:1 mutualTls');
  expect(places(found)).toContain('bravo.yaml:1 domains.0.name');
});

test('problems of every kind, in several files, are reported at once', () => {
  const found = problemsOf({
    platform: 'dashbords: true\n',
    alpha: [
      'displayName: ""',
      'colour: red',
      'routes: [{ path: /aps/2/ui }]',
      'allowedSourceIps: [10.0.0.1/8]',
      'tiers: { golden: inherit }',
      'mutualTls: { truststore: s3://bucket/key, version: v.1 }',
      'uiNodes: { timeoutSeconds: 40, brandEndpoint: "http://b.test" }',
    ].join('\n'),
    bravo: 'parent: nobody\ngateway: inherited\nlogs: { retentionDays: 8 }\n',
  });
  expect(places(found)).toEqual([
    'platform.yaml:1 dashbords',
    'alpha.yaml:1 displayName',
    'alpha.yaml:2 colour',
    'alpha.yaml:3 routes.0.path',
    'alpha.yaml:4 allowedSourceIps.0',
    'alpha.yaml:5 tiers.golden',
    'alpha.yaml:6 mutualTls',
    'alpha.yaml:7 uiNodes.brandEndpoint',
    'alpha.yaml:7 uiNodes.timeoutSeconds',
    'bravo.yaml:1 parent',
    'bravo.yaml:3 logs.retentionDays',
    'bravo.yaml:3 logs',
  ]);
});

test.each(['Alpha', 'a_b', '-a', 'a--b', 'platform', 'a.b'])('%s is not a valid reseller id', (id) => {
  expect(problemsOf({ [`reseller:${id}`]: '' })).toEqual([
    expect.objectContaining({ message: 'invalid file name', value: `"${id}.yaml"` }),
  ]);
});
