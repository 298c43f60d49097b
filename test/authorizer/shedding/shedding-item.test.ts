import { type Arbitrary, anything, assert, integer, nat, oneof, property, record, string } from 'fast-check';
import {
  LONGEST_SHEDDING_MS,
  readSheddingLevels,
  type SheddingLevels,
  sheddingTableName,
  strictestLevel,
} from '../../../lambda/authorizer/shedding/shedding-item';

const NOW = 1_795_320_000_000;
const at = (seconds: number) => ({ N: String(NOW / 1000 + seconds) });

test("the table's name has its environment, so that gateways and CLI find it", () => {
  expect(sheddingTableName('lab')).toBe('aps-gateway-lab-platform-shedding');
});

test('both levels are read, each with its end', () => {
  const item = { manualFrom: { N: '7' }, manualUntil: at(60), automaticFrom: { N: '3' }, automaticUntil: at(30) };
  expect(readSheddingLevels(item, NOW)).toEqual({
    manual: { from: 7, untilMs: NOW + 60_000 },
    automatic: { from: 3, untilMs: NOW + 30_000 },
  });
});

test('a missing item has no levels', () => {
  expect(readSheddingLevels(undefined, NOW)).toEqual({});
});

test.each([
  ['has ended', { N: '7' }, at(0)],
  ['ends more than a day ahead', { N: '7' }, at(LONGEST_SHEDDING_MS / 1000 + 1)],
  ['has no end', { N: '7' }, undefined],
  ['has no number', undefined, at(60)],
  ['has a number above 9', { N: '10' }, at(60)],
  ['has a negative number', { N: '-1' }, at(60)],
  ['has a fraction', { N: '7.5' }, at(60)],
  ['has text for its number', { S: '7' }, at(60)],
  ['has a number in place of an attribute', 7, at(60)],
  ['has a number in place of its text', { N: 7 }, at(60)],
  ['ends at an instant in milliseconds', { N: '7' }, { N: String(NOW + 60_000) }],
])('a level that %s does not count, and the other one does', (_, manualFrom, manualUntil) => {
  const item = { manualFrom, manualUntil, automaticFrom: { N: '9' }, automaticUntil: at(60) };
  expect(readSheddingLevels(item, NOW)).toEqual({ automatic: { from: 9, untilMs: NOW + 60_000 } });
});

test('a level may last a whole day', () => {
  expect(readSheddingLevels({ manualFrom: { N: '0' }, manualUntil: at(86_400) }, NOW)).toHaveProperty('manual.from', 0);
});

test('whatever the item is, a level that is read has a priority, and ends within a day', () => {
  const number = oneof(integer({ min: -2, max: 12 }).map(String), string());
  const instant = oneof(
    integer({ min: -90_000, max: 90_000 }).map((seconds) => at(seconds).N),
    string(),
  );
  const attribute = (value: Arbitrary<string>) => oneof(record({ N: value }), anything());
  const item = oneof(
    record({ manualFrom: attribute(number), manualUntil: attribute(instant), automaticFrom: attribute(number) }),
    anything(),
  );
  assert(
    property(item, (garbage) => {
      for (const { from, untilMs } of Object.values(readSheddingLevels(garbage, NOW))) {
        expect(Number.isInteger(from) && from >= 0 && from <= 9).toBe(true);
        expect(untilMs > NOW && untilMs <= NOW + LONGEST_SHEDDING_MS).toBe(true);
      }
    }),
  );
});

test('of two levels the one that refuses more holds, until it ends', () => {
  const levels: SheddingLevels = {
    manual: { from: 7, untilMs: NOW + 60_000 },
    automatic: { from: 3, untilMs: NOW + 30_000 },
  };
  expect(strictestLevel(levels, NOW + 29_999)).toBe(levels.automatic);
  expect(strictestLevel(levels, NOW + 30_000)).toBe(levels.manual);
  expect(strictestLevel(levels, NOW + 60_000)).toBeUndefined();
});

test('no level refuses fewer tiers than another that holds', () => {
  const level = record({ from: integer({ min: 0, max: 9 }), untilMs: integer({ min: 0, max: 20 }) });
  assert(
    property(record({ manual: level, automatic: level }, { requiredKeys: [] }), nat(20), (levels, now) => {
      const holding = Object.values(levels as SheddingLevels).filter(({ untilMs }) => untilMs > now);
      expect(strictestLevel(levels as SheddingLevels, now)?.from).toBe(
        holding.length > 0 ? Math.min(...holding.map(({ from }) => from)) : undefined,
      );
    }),
  );
});
