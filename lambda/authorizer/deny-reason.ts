import type { BearerReason } from './bearer/refusals';
import type { CommonReason } from './refusals';

/** Reason for a denial by the authorizer; the `code` that its sender gets. */
export type DenyReason = CommonReason | BearerReason;
