import { ACCEPTED } from './accepted-cases';
import type { ConformanceCase } from './case';
import { PAYLOADS } from './payload-cases';
import { REFUSED } from './refused-cases';
import { REFUSED_CONSUMERS } from './refused-consumers';
import { ROUTES } from './route-cases';
import { RQL } from './rql-cases';
import { SHEDDING } from './shedding-cases';
import { TOKENS } from './token-cases';

/** Every expectation, in the order in which they are run. */
export const CASES: readonly ConformanceCase[] = [
  ...ACCEPTED,
  ...PAYLOADS,
  ...RQL,
  ...TOKENS,
  ...REFUSED,
  ...REFUSED_CONSUMERS,
  ...SHEDDING,
  ...ROUTES,
];
