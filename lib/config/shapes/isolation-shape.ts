import { z } from 'zod';
import { object, whole } from './vocabulary';

/** Declares that a gateway reserves nothing although a file above it does. */
const NONE = 'none';
const RESERVED = 'a whole number of executions, at least 1, or none';
/** A reserved concurrency, or the word `none`. */
const RESERVED_CONCURRENCY = z
  .union([z.int({ error: RESERVED }).min(1, { error: RESERVED }).max(100_000, { error: RESERVED }), z.literal(NONE)], {
    error: RESERVED,
  })
  .exactOptional();

/** `isolation` of platform.yaml. */
export const PLATFORM_ISOLATION = object({
  accountConcurrency: whole(101, 1_000_000, 'executions')
    .exactOptional()
    .describe(
      "The account's service quota for concurrent executions in the region; required if a gateway reserves some. Reservations must leave 100 of it free.",
    ),
  reservedConcurrency: RESERVED_CONCURRENCY.describe(
    'Concurrent executions reserved for each function of each gateway, and the most that it can have. Default: none.',
  ),
})
  .exactOptional()
  .describe("Keeps a flood on one gateway from using up the account's concurrent executions.");

/** `isolation` of a reseller's file. */
export const RESELLER_ISOLATION = object({
  reservedConcurrency: RESERVED_CONCURRENCY.describe(
    "Concurrent executions reserved for each function of the gateway, and the most that it can have. Default: the parent's or the platform's.",
  ),
})
  .exactOptional()
  .describe("Keeps a flood on other gateways from using up the account's concurrent executions.");
