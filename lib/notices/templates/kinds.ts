/** Names of values that every notice has. */
const COMMON = ['brand', 'support', 'consumer', 'consumerKey', 'reseller', 'tier', 'url'] as const;

/** The notices by name, which is also the name of their template files, each with the values that it adds. */
export const NOTICES = {
  onboarded: ['kit'],
  'secret-expires': ['end', 'days'],
  'validity-expires': ['end', 'days'],
  'old-secret-in-use': ['end', 'lastUsed'],
  'quota-nearly-used': ['percent', 'limit', 'periodEnd'],
  'quota-used': ['limit', 'periodEnd'],
  suspended: [],
  resumed: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type NoticeKind = keyof typeof NOTICES;

export const NOTICE_KINDS = Object.keys(NOTICES) as readonly NoticeKind[];

/** A value that a template can name in braces. */
export type Placeholder = (typeof COMMON)[number] | (typeof NOTICES)[NoticeKind][number];

/** Values of a notice. A line of a template that names an absent one is left out. */
export type NoticeValues = Readonly<Partial<Record<Placeholder, string>>>;

/** Returns the values that the template of a notice can name. */
export function placeholdersOf(kind: NoticeKind): readonly Placeholder[] {
  return [...COMMON, ...NOTICES[kind]];
}
