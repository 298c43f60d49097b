/** Proves to callers that an answer came through the booster (platform documentation). */
export const BOOSTER_HEADER = ['X-APSBooster-Response', 'true'] as const;
