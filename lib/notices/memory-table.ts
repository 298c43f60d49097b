/** Attributes of the table of sent notices: the key, and the end in epoch seconds. */
export const NOTICE_TABLE_KEY = 'notice';
export const NOTICE_TABLE_TTL = 'expiresAt';

/** Returns the name of an environment's table. Fixed, so that the CLI finds it. */
export function noticeTableName(environment: string): string {
  return `aps-gateway-${environment}-platform-notices`;
}
