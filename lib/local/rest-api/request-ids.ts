import { randomBytes, randomUUID } from 'node:crypto';

import type { IdSource } from './exchange';

/** Random ids in the shapes that API Gateway and X-Ray give them. */
export const RANDOM_IDS: IdSource = {
  requestId: () => randomUUID(),
  extendedRequestId: () => `${randomBytes(12).toString('base64').slice(0, 15)}=`,
  traceId: (now) => `Root=1-${Math.floor(now / 1000).toString(16)}-${randomBytes(12).toString('hex')}`,
};
