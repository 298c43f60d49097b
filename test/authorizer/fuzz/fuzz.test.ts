import { fuzz } from './fuzz';

test('three thousand mutated events never throw, and reach most deny reasons', async () => {
  const report = await fuzz(3000, 4711);
  expect(Object.keys(report).length).toBeGreaterThan(12);
  expect(report.allowed).toBeGreaterThan(500);
});
