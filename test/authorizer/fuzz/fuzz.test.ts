import { fuzz } from './fuzz';

test('three thousand changed events make nothing throw, and few reasons go unmet', async () => {
  const report = await fuzz(3000, 4711);
  expect(Object.keys(report).length).toBeGreaterThan(12);
  expect(report.allowed).toBeGreaterThan(500);
});
