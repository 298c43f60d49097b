import { DAY_MS } from '../../periods';
import { FieldError } from './field';

const UNITS = { m: 60_000, h: 3_600_000, d: DAY_MS, w: 7 * DAY_MS } as const;

/**
 * Reads `30m`, `12h`, `7d` or `2w` as milliseconds.
 *
 * @throws FieldError
 */
export function readDuration(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,4})([mhdw])$/.exec(text) ?? [];
  if (unit === '') throw new FieldError('a duration such as 30m, 12h, 7d or 2w');
  return Number(count) * UNITS[unit as keyof typeof UNITS];
}
