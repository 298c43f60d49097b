import type { BearerReason } from './bearer/refusals';
import type { CommonReason } from './refusals';

/** Why the authorizer denied a request. */
export type DenyReason = CommonReason | BearerReason;
