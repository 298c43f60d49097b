import { severeAdvisories } from './advisories';

/** A report as npm 11 writes it, shortened to what is read. */
function report(...vias: readonly unknown[]): string {
  return JSON.stringify({ auditReportVersion: 2, vulnerabilities: { left: { via: vias }, right: { via: ['left'] } } });
}

const HIGH = { name: 'left', title: 'Prototype pollution', url: 'https://advisories.example/1', severity: 'high' };

test('a high advisory is reported once, with package, title and address', () => {
  expect(severeAdvisories(report(HIGH, HIGH))).toEqual([
    {
      packageName: 'left',
      title: 'Prototype pollution',
      url: 'https://advisories.example/1',
      severity: 'high',
    },
  ]);
});

test.each([
  ['critical', 1],
  ['moderate', 0],
  ['low', 0],
])('an advisory of severity %s counts %d', (severity, count) => {
  expect(severeAdvisories(report({ ...HIGH, severity }))).toHaveLength(count);
});

test('a report without vulnerabilities has no advisory', () => {
  expect(severeAdvisories(JSON.stringify({ auditReportVersion: 2, vulnerabilities: {} }))).toEqual([]);
});

test.each([
  ['an error of the registry', JSON.stringify({ message: '405 Method Not Allowed', error: { summary: '' } })],
  ['nothing', ''],
  ['a page', '<html>'],
  ['null', 'null'],
])('%s is not a report', (_name, output) => {
  expect(severeAdvisories(output)).toBeUndefined();
});
