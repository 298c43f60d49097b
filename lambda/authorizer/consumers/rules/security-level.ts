/** Levels of consumers and operation groups, the highest first. */
export const SECURITY_LEVELS = ['A', 'B', 'C'] as const;
export type SecurityLevel = (typeof SECURITY_LEVELS)[number];

/** Tests whether a consumer of a level may use a group of a level. */
export function coversLevel(consumer: SecurityLevel, group: SecurityLevel): boolean {
  return SECURITY_LEVELS.indexOf(consumer) <= SECURITY_LEVELS.indexOf(group);
}
