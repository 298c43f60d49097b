import { randomBytes, randomUUID } from 'node:crypto';

import type { IdSource } from './exchange';

/** Random ids in the shapes of API Gateway's and X-Ray's. */
export const RANDOM_IDS: IdSource = {
  requestId: () => randomUUID(),
  extendedRequestId: () => `${randomBytes(12).toString('base64').slice(0, 15)}=`,
  traceRoot: (now) => `1-${Math.floor(now / 1000).toString(16)}-${randomBytes(12).toString('hex')}`,
  traceParent: () => randomBytes(8).toString('hex'),
};
