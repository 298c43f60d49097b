import { ENCODING_FAULTS } from './encoding-faults';
import type { KnownFault } from './known-fault';
import { QUERY_FAULTS } from './query-faults';
import { REQUEST_FAULTS } from './request-faults';
import { SECRET_FAULTS } from './secret-faults';
import { TEXT_FAULTS } from './text-faults';

export type { KnownFault } from './known-fault';

/** Known faults of clients, in the order in which they are tried: the cheapest and most frequent first. */
export const KNOWN_FAULTS: readonly KnownFault[] = [
  ...TEXT_FAULTS,
  ...QUERY_FAULTS,
  ...ENCODING_FAULTS,
  ...SECRET_FAULTS,
  ...REQUEST_FAULTS,
];
